// SPDX-License-Identifier: Apache-2.0
import type { Report, ReportBattery } from '../report/report-schema.js';
import { learningFailures, learningLine } from './learning-rules.js';
import { tradingFailures } from './trading-rules.js';

/** Of sentences of a kind, so many are shown; the report has all. */
const SHOWN = 10;

/** What a person wants to know of a report at a glance. */
export function summarize(report: Report): string {
  const differences = differencesIn(report);
  return [
    `${report.blocks} blocks, ${report.transactions} transactions on ${report.ledger}, ` +
      `${report.mvccConflicts} of them conflicts`,
    ...report.batteries.map(batteryLine),
    ...(report.referenceProblem === null ? [] : [`reference capacities not read: ${report.referenceProblem}`]),
    ...(report.accessMatrix.length === 0 ? [] : [accessLine(report, differences.length)]),
    ...differences.slice(0, SHOWN),
    ...(report.arguments.trading === null ? [] : tradingLines(report)),
  ].join('\n');
}

function accessLine({ accessMatrix, accessMatrixWithoutGatewayChecks }: Report, differences: number): string {
  return (
    `access: ${accessMatrix.length} attempts with the gateways' checks, ` +
    `${accessMatrixWithoutGatewayChecks.length} without, ${differences} not as expected`
  );
}

function tradingLines(report: Report): string[] {
  const { market, wallet, reputation } = report;
  const sum = (part: 'boughtWh' | 'soldWh' | 'gridWh' | 'paid' | 'received' | 'fees'): number =>
    market.slots.reduce((total, slot) => total + slot[part], 0);
  const count = (status: string): number => market.slots.filter((slot) => slot.status === status).length;
  const dishonest = reputation.filter(({ honest }) => !honest);
  const barred = (honest: boolean): number => reputation.filter((each) => each.honest === honest && each.barred).length;
  const failures = [...tradingFailures(report), ...learningFailures(report)];
  return [
    `slots: ${market.slots.length}, ${count('settled')} settled, ${count('void')} void`,
    `energy: ${kilo(sum('boughtWh'))} kWh bought, ${kilo(sum('soldWh'))} kWh sold, ${kilo(sum('gridWh'))} kWh of it with the grid`,
    `money: ${euro(sum('paid'))} paid, ${euro(sum('received'))} received, ${euro(sum('fees'))} fees; ` +
      `${euro(wallet.issued)} issued, ${euro(wallet.redeemed)} redeemed, ${euro(wallet.supply)} there`,
    `vehicles: ${reputation.length}, ${dishonest.length} of them dishonest; barred ${barred(false)} dishonest, ${barred(true)} honest`,
    learningLine(report.learning),
    failures.length === 0 ? 'trading: every rule holds' : `trading: ${failures.length} BROKEN`,
    ...failures.slice(0, SHOWN),
  ];
}

function kilo(wh: number): string {
  return (wh / 1e3).toFixed(3);
}

function euro(micro: number): string {
  return `${(micro / 1e6).toFixed(6)} €`;
}

function batteryLine(battery: ReportBattery): string {
  const { cell, cycles, samplesSent, samplesStored, samplesAnchored, rootsAgree, stopped } = battery;
  const error = battery.maxCapacityErrorPercent;
  const below = battery.firstCycleBelowEndOfLife;
  return [
    `${cell}: ${cycles} cycles`,
    `samples ${samplesSent} sent, ${samplesStored} stored, ${samplesAnchored} anchored`,
    rootsAgree ? 'all roots agree' : 'ROOTS DIFFER',
    error === null ? 'no reference capacities' : `capacity within ${error.toFixed(2)} %`,
    below === null ? 'never below the end of life' : `below the end of life from cycle ${below}`,
    battery.maintenance.passed ? `maintained at cycle ${battery.maintenance.cycle ?? 0}` : 'no maintenance needed',
    stopped === null ? `now ${battery.finalStatus ?? 'nothing'}` : `STOPPED at ${stopped.file}:${stopped.line}`,
  ].join(', ');
}

/** What in a report is not as it should be; a recording's bad line is its own affair. */
export function failuresIn(report: Report): string[] {
  return [
    ...differencesIn(report),
    ...report.batteries.flatMap(inconsistenciesOf),
    ...tradingFailures(report),
    ...learningFailures(report),
  ];
}

function inconsistenciesOf({ cell, samplesSent, samplesStored, samplesAnchored, rootsAgree }: ReportBattery): string[] {
  const isWhole = samplesSent === samplesStored && samplesSent === samplesAnchored && rootsAgree;
  return isWhole ? [] : [`${cell}: sent, stored and anchored samples differ`];
}

function differencesIn({ accessMatrix, accessMatrixWithoutGatewayChecks }: Report): string[] {
  return [...accessMatrix, ...accessMatrixWithoutGatewayChecks]
    .filter(({ expected, actual }) => expected !== actual)
    .map(({ role, operation, record, expected, actual }) => {
      return `${role} ${operation} ${record}: expected ${expected}, was ${actual}`;
    });
}
