// SPDX-License-Identifier: Apache-2.0
import type { Report, ReportBattery } from '../report/report-schema.js';

/** What a person wants to know of a report at a glance. */
export function summarize(report: Report): string {
  const differences = differencesIn(report);
  return [
    `${report.blocks} blocks, ${report.transactions} transactions on ${report.ledger}`,
    ...report.batteries.map(batteryLine),
    ...(report.referenceProblem === null ? [] : [`reference capacities not read: ${report.referenceProblem}`]),
    `access: ${report.accessMatrix.length} attempts with the gateways' checks, ` +
      `${report.accessMatrixWithoutGatewayChecks.length} without, ${differences.length} not as expected`,
    ...differences.slice(0, 10),
  ].join('\n');
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
  return [...differencesIn(report), ...report.batteries.flatMap(inconsistenciesOf)];
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
