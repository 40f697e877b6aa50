// SPDX-License-Identifier: Apache-2.0
import { answerView, callOf, type CallOptions, type Scene } from '../scene.js';
import type { Actor } from '../wire/actor.js';
import type { Call, Forgery } from '../wire/proposal.js';

/** What comes of a proposal by each way that takes one: evaluated, endorsed through the gateway, by a peer itself. */
export async function threeWays(
  t: Scene,
  actor: Actor,
  { call, forgery = {}, organizations }: { call?: Call; forgery?: Forgery; organizations?: readonly string[] } = {},
): Promise<object> {
  const called = call ?? callOf([['put', t.key('x'), '1']]);
  const propose = () => t.proposeCall(actor, called, forgery);
  const evaluated = await actor.evaluate(propose(), organizations);
  const endorsed = await actor.endorse(propose(), organizations);
  return {
    evaluate: 'refused' in evaluated ? evaluated : answerView(evaluated.response),
    endorse: 'refused' in endorsed ? endorsed : { endorsed: true },
    process: await t.process(actor, propose()),
  };
}

/** Three ways for a script. */
export function scriptThreeWays(
  t: Scene,
  actor: Actor,
  script: Parameters<typeof callOf>[0],
  options: CallOptions = {},
): Promise<object> {
  return threeWays(t, actor, {
    call: callOf(script, options),
    ...(options.organizations === undefined ? {} : { organizations: options.organizations }),
  });
}
