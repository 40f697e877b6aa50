// SPDX-License-Identifier: Apache-2.0
import { modelPolicy, type ChargePolicy } from '@wattpass/fl-aggregator';

/** How vehicles decide while they learn: by the shared model of the time, and by a rule until there is one. */
export class LearntPolicy {
  readonly #models: { readonly fromHour: number; readonly policy: ChargePolicy }[];

  /** @param rule Until the first model. */
  constructor(rule: ChargePolicy) {
    this.#models = [{ fromHour: -Infinity, policy: rule }];
  }

  /** The policy that vehicles decide by: at each arrival, the latest model. */
  readonly now: ChargePolicy = (vehicle, stay) => this.at(Infinity)(vehicle, stay);

  /** A new model, which vehicles have from an hour on. */
  learn(fromHour: number, parameters: Float64Array): void {
    this.#models.push({ fromHour, policy: modelPolicy(parameters) });
  }

  /** The policy that was in force at an hour. */
  at(hour: number): ChargePolicy {
    return (this.#models.findLast(({ fromHour }) => fromHour <= hour) ?? this.#first).policy;
  }

  get #first(): { readonly policy: ChargePolicy } {
    return this.#models[0] as { readonly policy: ChargePolicy };
  }
}
