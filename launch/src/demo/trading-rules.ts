// SPDX-License-Identifier: Apache-2.0
import type { ReportReputation } from '../report/market-schema.js';
import type { Report } from '../report/report-schema.js';

/** Below this score an honest vehicle must have failed. */
const START = 0.5;

/** What of a traded report must hold: each rule gives a sentence for each place where it does not. */
const rules: Readonly<Record<string, (report: Report) => readonly string[]>> = {
  'the recount from the ledger': ({ market }) => market.broken,
  'every slot settled, or void with a reason': ({ market }) =>
    market.slots
      .filter(({ status, reason }) => status !== 'settled' && (status !== 'void' || reason === null))
      .map(({ leag, slot, status }) => `${leag} ${slot} is ${status}`),
  'every slot of every day': ({ market, arguments: { trading } }) => {
    const planned = trading === null ? 0 : trading.days * trading.slotsPerDay * trading.leags;
    return market.slots.length === planned ? [] : [`${market.slots.length} of ${planned}`];
  },
  'energy bought is energy sold': ({ market }) =>
    market.slots.filter(({ boughtWh, soldWh }) => boughtWh !== soldWh).map(nameOf),
  'paid is received and fees': ({ market }) =>
    market.slots.filter(({ paid, received, fees }) => paid !== received + fees).map(nameOf),
  'supply is issued less redeemed': ({ wallet: { issued, redeemed, supply } }) =>
    supply === issued - redeemed ? [] : [`${supply}, not ${issued} less ${redeemed}`],
  'every dishonest vehicle fell for the stated reason': ({ reputation }) =>
    reputation
      .filter(({ honest }) => !honest)
      .filter(keptItsScore)
      .map(standingOf),
  'no honest vehicle was barred': ({ reputation }) =>
    reputation.filter(({ honest, barred }) => honest && barred).map(standingOf),
  'no honest vehicle fell below 0.5 without a failure of its own': ({ reputation }) =>
    reputation
      .filter(({ honest, lowest }) => honest && lowest < START)
      .filter(hasNoFailure)
      .map(standingOf),
  'a barred vehicle was refused, restored by a vote, and traded again': ({ market, reputation }) =>
    market.restoration === null && reputation.some(({ honest }) => !honest) ? ['none was'] : [],
  'no departure was missed': ({ market: { missedDepartures } }) =>
    missedDepartures === 0 ? [] : [`${missedDepartures} were`],
};

/** What in the trading of a report is not as it should be, naming the rule; nothing where no trading was asked for. */
export function tradingFailures(report: Report): string[] {
  if (report.arguments.trading === null) {
    return [];
  }
  return Object.entries(rules).flatMap(([rule, check]) => check(report).map((where) => `${rule}: ${where}`));
}

function nameOf({ leag, slot }: Report['market']['slots'][number]): string {
  return `${leag} ${slot}`;
}

/** A stated reason is that it did not deliver: the ledger must tell of a shortfall that cost it score, of more than was left. */
function keptItsScore({ falls, start, lowest }: ReportReputation): boolean {
  const shortfalls = falls.filter(
    ({ reason, contractedWh, meteredWh }) => reason === 'shortfall' && meteredWh < contractedWh,
  );
  return shortfalls.length === 0 || lowest >= start;
}

function hasNoFailure({ unannouncedFailures, announcedWithoutToken }: ReportReputation): boolean {
  return unannouncedFailures + announcedWithoutToken === 0;
}

function standingOf({ participant, leag, behaviour, start, lowest, end }: ReportReputation): string {
  return `${participant.slice(0, 16)} of ${leag} (${behaviour}): from ${start} to ${end}, lowest ${lowest}`;
}
