// SPDX-License-Identifier: Apache-2.0
import { readFlags } from '../../command-line/flags.js';
import { choice, path } from '../../command-line/values.js';
import { defaultState } from '../../start/sign-in-table.js';
import { organisations } from '../../topology.js';
import { rootOf } from '../running-state.js';
import { withStandingLedger } from '../standing-ledger.js';
import { marketRules, sentenceOf } from './broken-rule.js';
import { checkMarket } from './check-market.js';
import { describeMarket } from './market-figures.js';
import { readMarket } from './read-market.js';
import { marketTamperNames, tamperWithMarket } from './tamper-market.js';

/** The flags of `verify market`. */
export const marketFlags = {
  state: path('DIR', `the state of a consortium, running or not (default ${defaultState})`),
  org: choice(
    organisations.map(({ name }) => name),
    'at whose peer to read the ledger (default producer)',
  ),
  tamper: choice(marketTamperNames, 'change this in what was read first: the recount must fail'),
};

/**
 * Recounts the market from the ledger alone, past all gateways; on a consortium at rest its ledger is started for that.
 * @returns the exit code: 1 if a rule does not hold.
 */
export async function marketCommand(args: readonly string[]): Promise<number> {
  const { org = 'producer', state, tamper } = readFlags(marketFlags, args);
  const read = await withStandingLedger(rootOf(state), org, readMarket);
  const records = tamper === undefined ? read : tamperWithMarket(read, tamper);
  const { problems } = checkMarket(records);
  for (const line of describeMarket(records)) {
    console.log(line);
  }
  for (const problem of problems) {
    console.log(sentenceOf(problem));
  }
  const count = Object.keys(marketRules).length;
  const finding = problems.length === 0 ? `verified: all ${count} rules hold` : 'NOT VERIFIED';
  console.log(`${finding}, at the peer of ${org}${tamper === undefined ? '' : ` (${tamper} was changed)`}`);
  return problems.length === 0 ? 0 : 1;
}
