// SPDX-License-Identifier: Apache-2.0
import { markdownTable } from '../markdown-table.js';
import { attacks, scenario, type Attack } from './scenario.js';
import type { Estimate } from './statistics.js';

/** The models in the order of the report. */
export const modelNames = ['these rules', 'Beta', 'EigenTrust'] as const;

/** One of {@link modelNames}. */
export type ModelName = (typeof modelNames)[number];

/** What all runs of one attack, share and model came to. */
export type Cell = Readonly<
  Record<'profit' | 'profitWithDeposits' | 'honestExcluded' | 'attackersExcluded' | 'sales', Estimate>
>;

/** Every cell; with a share of 0, `always` is a market of honest vehicles. */
export type Cells = (attack: Attack, share: number, model: ModelName) => Cell;

const why: Readonly<Record<Attack, string>> = {
  always:
    'Every model sees it. Beta is the fastest, because one failed sale with several buyers is several ratings; these rules take six sales, of at most 5 kWh each while the attacker is a newcomer.',
  half: 'Beta settles at the success rate, which lies above any threshold that honest newcomers survive, so most attackers stay; EigenTrust sets praise off against blame and excludes late. Here a failure costs more than a success gains, above all soon after another failure.',
  'on-off':
    'Ten good sales earn back most of what two bad ones cost in every model: a failure rate of a sixth is excluded late or never, and it is the deposit that makes it a loss.',
  whitewash:
    'A free name undoes exclusion wherever names are free. Here a vehicle has one name, and under a new owner it inherits its score, so the attack is the same as `always`.',
  'self-trade':
    'Beta counts any praise. EigenTrust does not trust those whom nobody trusted trusts. Here credit with one counterparty ends at 20 kWh a week, so the night brings little.',
  collusion:
    'More attackers are more counterparties whose credit can be used, so it takes these rules a little longer at larger shares; but a day gains no more than 0.03 in all. In EigenTrust the ring feeds on the trust that its members earn from honest buyers by day.',
  slander:
    'Ratings by buyers can lie, so with many attackers honest sellers are excluded, and attackers sell in their place. Meters cannot be slandered: these rules hear nobody.',
  Sybil:
    'Names that vouch for each other keep each other in Beta, and sell five times as much. EigenTrust gives them no trust from outside. Here another name costs another certified vehicle.',
  'false name':
    'Several names spread the failures until each is excluded in turn: the more names, the longer it pays. Here there is one.',
};

/** The generated part of docs/reputation.md: what pays from which share on and why, then all tables. */
export function report(cells: Cells, facts: { readonly seeds: number; readonly days: number }): string {
  const { seeds, days } = facts;
  return [
    `${seeds} seeds (1 to ${seeds}), ${days} days, ${scenario.vehicles} vehicles; mean ± 95 % interval over the seeds. Profit is per attacker, in currency`,
    `units, above what the mean honest vehicle of the same run earned by trade.`,
    '',
    ...honestOnly(cells),
    '### Which attack pays, from which share of attackers on',
    '',
    'An attack pays where the whole interval of its profit lies above zero.',
    '',
    ...markdownTable(
      ['attack', 'these rules, without deposits', 'Beta', 'EigenTrust', 'with deposits (rule 6), any model'],
      namesOf(attacks).map((attack) => verdicts(cells, attack)),
    ),
    '',
    ...namesOf(attacks).map((attack) => `- **${attack}**: ${why[attack]}`),
    '',
    ...namesOf(attacks).flatMap((attack) => table(cells, attack)),
  ].join('\n');
}

function honestOnly(cells: Cells): string[] {
  const excluded = modelNames.map((model) => `${percent(cells('always', 0, model).honestExcluded)} under ${model}`);
  return [
    `Without attackers, of honest vehicles that fail in 2 % of their sales there were excluded: ${excluded.join(', ')}.`,
    '',
  ];
}

function verdicts(cells: Cells, attack: Attack): string[] {
  const paysFrom = (model: ModelName, of: 'profit' | 'profitWithDeposits'): string => {
    const paying = scenario.shares.filter((share) => {
      const { mean, half } = cells(attack, share, model)[of];
      return mean - half > 0;
    });
    const from = paying[0];
    const through = from !== undefined && paying.length === scenario.shares.filter((share) => share >= from).length;
    return from === undefined ? 'never' : through ? `from ${from} %` : `at ${paying.map(String).join(', ')} %`;
  };
  const deposits = modelNames.map((model) => [model, paysFrom(model, 'profitWithDeposits')] as const);
  const paying = deposits.filter(([, pays]) => pays !== 'never').map(([model, pays]) => `${model}: ${pays}`);
  const columns = modelNames.map((model) => paysFrom(model, 'profit'));
  return [attack, ...columns, paying.length === 0 ? 'never' : paying.join('; ')];
}

const header = [
  'attackers',
  'model',
  'profit without deposits',
  'with deposits',
  'honest excluded',
  'attackers excluded',
  'sales to exclusion',
];

function table(cells: Cells, attack: Attack): string[] {
  const rows = scenario.shares.flatMap((share) =>
    modelNames.map((model) => {
      const cell = cells(attack, share, model);
      return [
        `${share} %`,
        model,
        units(cell.profit),
        units(cell.profitWithDeposits),
        percent(cell.honestExcluded),
        percent(cell.attackersExcluded),
        salesOf(cell.sales),
      ];
    }),
  );
  return [`### ${attack}`, '', `An attacker ${attacks[attack]}.`, '', ...markdownTable(header, rows), ''];
}

function namesOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  return Object.keys(record) as K[];
}

function units({ mean, half }: Estimate): string {
  return `${mean.toFixed(1)} ± ${half.toFixed(1)}`;
}

function percent({ mean, half }: Estimate): string {
  return `${(100 * mean).toFixed(1)} ± ${(100 * half).toFixed(1)} %`;
}

/** Sales until exclusion say something only where attackers were excluded in most runs. */
function salesOf({ mean, half, runs }: Estimate): string {
  return runs < 2 ? '-' : `${mean.toFixed(1)} ± ${half.toFixed(1)}`;
}
