// SPDX-License-Identifier: Apache-2.0
import type { ReportLearning } from '../report/learning-schema.js';
import type { Report } from '../report/report-schema.js';

type Round = ReportLearning['rounds'][number];

/** What of a report on learning must hold: each rule gives a sentence for each place where it does not. */
const rules: Readonly<Record<string, (learning: ReportLearning, days: number) => readonly string[]>> = {
  'a round of learning before the first day and after each': ({ rounds }, days) =>
    rounds.length === days + 1 ? [] : [`${rounds.length} of ${days + 1}`],
  'every round accepted by its committee': ({ rounds }) =>
    rounds.filter(({ status }) => status !== 'accepted').map((round) => `${nameOf(round)} is ${round.status}`),
  'the model is the same on the ledger, in the store and at three vehicles': ({ rounds }) =>
    rounds.filter((round) => !isOne(round)).map(nameOf),
  'no departure was missed': ({ missedDepartures }) => (missedDepartures === 0 ? [] : [`${missedDepartures} were`]),
};

/** What in the learning of a report is not as it should be, naming the rule; nothing where nobody was to learn. */
export function learningFailures({ learning, arguments: { trading } }: Report): string[] {
  if (trading === null) {
    return [];
  }
  return Object.entries(rules).flatMap(([rule, check]) =>
    check(learning, trading.days).map((where) => `${rule}: ${where}`),
  );
}

/** What a person wants to know of learning at a glance. */
export function learningLine({ rounds, saving }: ReportLearning): string {
  const last = rounds.at(-1);
  const right = last?.accuracy === undefined || last.accuracy === null ? '–' : `${(100 * last.accuracy).toFixed(0)} %`;
  const total = saving.reduce(
    (sum, { euro, uncontrolledEuro, optimumEuro }) => ({
      own: sum.own + uncontrolledEuro - euro,
      most: sum.most + uncontrolledEuro - optimumEuro,
    }),
    { own: 0, most: 0 },
  );
  const share = total.most > 0 ? `${((100 * total.own) / total.most).toFixed(0)} %` : '–';
  return (
    `learning: ${rounds.length} rounds, the last with ${last?.clients ?? 0} vehicles, right in ${right} of others' hours; ` +
    `${total.own.toFixed(2)} € saved at day-ahead prices, ${share} of what was possible`
  );
}

function nameOf({ round }: Round): string {
  return `round ${round}`;
}

function isOne({ modelHash, ledgerHash, clientHashes }: Round): boolean {
  return clientHashes.length === 3 && [modelHash, ...clientHashes].every((hash) => hash === ledgerHash);
}
