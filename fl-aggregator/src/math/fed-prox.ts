// SPDX-License-Identifier: Apache-2.0
import { requireWithin } from './rule-parameters.js';

/**
 * FedProx's proximal term on the client: adds the gradient of μ/2·‖w − wᵗ‖² to a gradient (Li et al., MLSys 2020,
 * eq. 2), so that local training stays near the global model. With μ = 0 it is FedAvg's client.
 * @param gradient Changed in place.
 * @param parameters w, the client's present parameters.
 * @param base wᵗ, the round's global parameters.
 * @throws LearningError WRONG_PARAMETER for a negative μ.
 */
export function addProximalTerm(
  gradient: Float64Array,
  parameters: Float64Array,
  base: Float64Array,
  mu: number,
): void {
  requireWithin('mu', mu, 0, Infinity);
  if (mu === 0) {
    return;
  }
  for (let place = 0; place < gradient.length; place += 1) {
    gradient[place] = (gradient[place] as number) + mu * ((parameters[place] as number) - (base[place] as number));
  }
}
