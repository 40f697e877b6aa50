// SPDX-License-Identifier: Apache-2.0
import type { TradedReputation, TradingResult } from '@wattpass/fleet';
import { sentenceOf } from '../verify/market/broken-rule.js';
import type { MarketVerdict } from '../verify/market/check-market.js';
import { supplyOf } from '../verify/market/check-supply.js';
import { isCleared, type MarketRecords, type SlotRecords } from '../verify/market/market-records.js';
import { tradeOf } from '../verify/market/slot-trade.js';
import type { Report } from './report-schema.js';
import type { ReportMarket, ReportReputation } from './market-schema.js';

type MarketParts = Pick<Report, 'market' | 'wallet' | 'reputation'>;

const MILLION = 1_000_000;

/**
 * What a report says of market, money and reputation. All that can be recounted comes from the ledger's records; what
 * only vehicles know (who is honest, who failed on purpose) is the scenario's.
 * @param traded what the scenario came to; undefined where there was none.
 */
export function buildMarket(
  records: MarketRecords,
  verdict: MarketVerdict,
  traded: TradingResult | undefined,
): MarketParts {
  const { money } = records;
  return {
    market: { ...tradingOf(records, traded), broken: verdict.problems.map(sentenceOf) },
    wallet: {
      issued: whole(money.issued),
      redeemed: whole(money.redeemed),
      supply: whole(supplyOf(money)),
      coins: whole(money.coins),
      notes: whole(money.notes),
      escrows: whole(money.escrows),
    },
    reputation: traded?.reputation.map((each) => reputationOf(each, records, verdict)) ?? [],
  };
}

/** Of the ledger's slots, those of the LEAGs that this run traded in. */
function tradingOf({ slots }: MarketRecords, traded: TradingResult | undefined): Omit<ReportMarket, 'broken'> {
  if (traded === undefined) {
    return { slots: [], refusals: [], restoration: null, missedDepartures: 0, files: null };
  }
  const leags = new Set(traded.market.slots.map(({ leag }) => leag));
  return {
    slots: slots.filter(({ slot }) => leags.has(slot.leag)).map(slotOf),
    refusals: traded.refusals.map((each) => ({ ...each })),
    restoration: traded.restoration,
    missedDepartures: traded.missedDepartures,
    files: { prices: { ...traded.prices }, sessions: sessionsOf(traded) },
  };
}

function sessionsOf({ sessions }: TradingResult): Record<string, number> | null {
  return sessions === null ? null : { ...sessions };
}

function slotOf(records: SlotRecords): ReportMarket['slots'][number] {
  const { slot, orders } = records;
  const isTraded = isCleared(records) && slot.state !== 'VOID';
  const { paid, received, fees, ...energies } = isTraded ? tradeOf(records) : nothing;
  return {
    leag: slot.leag,
    slot: slot.slot,
    status: slot.state.toLowerCase(),
    reason: slot.voided?.reason ?? null,
    mechanism: slot.mechanism.kind,
    price: isTraded ? records.cleared.result.price : null,
    floor: slot.floor,
    ceiling: slot.ceiling,
    orders: orders.filter(({ state }) => state === 'live').length,
    ...energies,
    paid: whole(paid),
    received: whole(received),
    fees: whole(fees),
  };
}

const nothing = { boughtWh: 0, soldWh: 0, gridWh: 0, paid: 0n, received: 0n, fees: 0n };

function reputationOf(
  traded: TradedReputation,
  { participants }: MarketRecords,
  { paths }: MarketVerdict,
): ReportReputation {
  const { participant, leag, honest, behaviour, statedReason } = traded;
  const { unannouncedFailures, announcedFailures, announcedWithoutToken } = traded;
  const path = paths.get(participant);
  const changes = participants.find(({ reputation }) => reputation.participant === participant)?.changes ?? [];
  const falls = changes.filter(({ before, after }) => after < before);
  return {
    ...{ participant, leag, honest, behaviour, statedReason },
    ...{ unannouncedFailures, announcedFailures, announcedWithoutToken },
    start: path === undefined ? traded.start : path.start / MILLION,
    end: path === undefined ? traded.end : path.end / MILLION,
    lowest: path === undefined ? traded.lowest : path.lowest / MILLION,
    barred: path === undefined ? traded.barred : path.everBarred,
    falls: falls.map(({ slot, role, reason, contractedWh, meteredWh, before, after }) => ({
      leag: slot?.leag ?? '',
      slot: slot?.slot ?? '',
      ...{ role, reason },
      contractedWh: contractedWh ?? 0,
      meteredWh: meteredWh ?? 0,
      before: before / MILLION,
      after: after / MILLION,
    })),
  };
}

/** Micro-currency as a number. @throws RangeError where it would not be exact */
function whole(amount: bigint): number {
  if (amount > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(`${amount} micro-currency is more than a report can say exactly`);
  }
  return Number(amount);
}
