// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { allItems } from '@wattpass/fleet';
import { ProblemError } from '@wattpass/gateway-api/client';
import { temporaryState, type LedgerKind } from '@wattpass/launch';
import { startConsortium } from '@wattpass/launch/internal/consortium/running-consortium.js';
import { round } from '../ledger/figure.js';
import type { SignedReading } from '@wattpass/fleet/internal/devices/energy-meter.js';
import { inParts } from './in-parts.js';
import { MeasuredMarket, type MeasuredTrader } from './measured-market.js';

/** Orders and readings that one transaction carries, and transactions in flight. */
const BATCH = 500;
const BATCHES_AT_ONCE = 4;
/** How long validators are waited for, ms. */
const PATIENCE_MS = 120_000;
const LOOK_MS = 50;
/** The market's lists give longer pages than others. */
const LONGEST_PAGE = 1_000;

/** What is measured. */
export interface SlotLoad {
  /** Orders of the slot. */
  readonly orders: number;
  /** Orders that are then brought in a transaction each, and how many at once. */
  readonly singles: number;
  readonly clients: number;
}

/**
 * Takes a slot from its first batch of orders to its settlement over REST, on a consortium of six organisations whose gateways' validators
 * attest it, and then brings orders in a transaction each.
 */
export async function measureSlot(kind: LedgerKind, load: SlotLoad): Promise<unknown> {
  const state = temporaryState();
  const consortium = await startConsortium({ state, ledger: kind });
  try {
    const market = await MeasuredMarket.open(consortium.desks);
    const traders = await market.traders(load.orders);
    await validatorsReady(market);
    const slot = await settleSlot(market, traders);
    const singles = await placeSingles(market, traders.slice(0, load.singles), load.clients);
    return {
      ledger: kind,
      ...load,
      batch: BATCH,
      ...slot,
      singles: { orders: load.singles, ...singles },
      ratios: { batchesToSingles: round(slot.ordersPerSecond / singles.ordersPerSecond) },
    };
  } finally {
    await consortium.stop();
    state.release();
  }
}

/** Waits until the day has its ranking: then committees sit, as they do in a market that has run for a while. */
async function validatorsReady({ desks }: MeasuredMarket): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await desks.operator.client.getRanking({ day });
      return;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'NOT_FOUND' || Date.now() > end) {
        throw error;
      }
    }
    await pause(500);
  }
}

interface SlotFigures {
  readonly ordersPerSecond: number;
  readonly filled: number;
  readonly attestedBy: string;
  /** Seconds of each step, in their order. */
  readonly seconds: Readonly<Record<string, number>>;
  readonly secondsToSettled: number;
}

async function settleSlot(market: MeasuredMarket, traders: readonly MeasuredTrader[]): Promise<SlotFigures> {
  const { leag, desks } = market;
  const { client } = desks.operator;
  const slot = await market.openSlot();
  const orders = traders.map((trader, index) => market.order(trader, index, slot));
  const seconds: Record<string, number> = {};
  const timed = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    seconds[step] = round((performance.now() - start) / 1000);
    process.stderr.write(`${step}: ${seconds[step]} s\n`);
    return result;
  };
  const begun = performance.now();
  await timed('orders', () =>
    inParts(orders, BATCH, BATCHES_AT_ONCE, (part) => client.placeOrders({ leag, slot, body: { orders: [...part] } })),
  );
  await timed('closure', () => client.closeSlot({ leag, slot }));
  const { cleared } = await timed('clearing', () => client.clearSlot({ leag, slot }));
  const attestedBy = await timed('attestation', () => concluded(market, slot));
  await timed('readings', async () => {
    const readings = await readingsOf(market, slot, traders);
    await inParts(readings, BATCH, BATCHES_AT_ONCE, (part) =>
      client.recordReadings({ leag, slot, body: { items: [...part] } }),
    );
  });
  let { open } = await timed('settlement', () => client.settleSlot({ leag, slot }));
  const secondsToSettled = (performance.now() - begun) / 1000;
  await timed('scores', async () => {
    while (open > 0) {
      ({ open } = await client.settleRest({ leag, slot }));
    }
  });
  const placing = seconds['orders'] ?? 0;
  return {
    ordersPerSecond: round(orders.length / placing),
    filled: cleared?.result.lines ?? 0,
    attestedBy,
    seconds,
    secondsToSettled: round(secondsToSettled),
  };
}

/** Waits for the validators, and says how they concluded. @throws Error where they do not attest */
async function concluded({ leag, desks }: MeasuredMarket, slot: string): Promise<string> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const { committee, attestations } = await desks.operator.client.getCommittee({ leag, slot });
    if (committee.conclusion === 'attested' || committee.conclusion === 'approved') {
      return `${attestations.length} of ${committee.members.length}, ${committee.conclusion}`;
    }
    if (committee.conclusion !== undefined || Date.now() > end) {
      throw new Error(`the clearing is ${committee.conclusion ?? 'not attested in time'}`);
    }
    await pause(LOOK_MS);
  }
}

/** A reading of what each filled order was to deliver or take. */
async function readingsOf(
  market: MeasuredMarket,
  slot: string,
  traders: readonly MeasuredTrader[],
): Promise<SignedReading[]> {
  const { leag, ledger, desks } = market;
  const byName = new Map(traders.map((trader) => [trader.key.address, trader]));
  const lines = await allItems((page) => desks.operator.client.listFills({ leag, slot, ...page, limit: LONGEST_PAGE }));
  return lines.flatMap(({ trader, side, fill, grid }) => {
    const meter = byName.get(trader)?.meter;
    const register = side === 'buy' ? 'import' : 'export';
    return meter === undefined
      ? []
      : [meter.reading(ledger, { leag, slot, trader, register }, meter.count(register, fill + grid))];
  });
}

/** Orders in a transaction each, in a slot of their own. */
async function placeSingles(
  market: MeasuredMarket,
  traders: readonly MeasuredTrader[],
  clients: number,
): Promise<{ ordersPerSecond: number }> {
  const { leag, desks } = market;
  const slot = await market.openSlot();
  const orders = traders.map((trader, index) => market.order(trader, index, slot));
  const start = performance.now();
  await inParts(orders, 1, clients, (part) =>
    desks.operator.client.placeOrders({ leag, slot, body: { orders: [...part] } }),
  );
  const ordersPerSecond = round(orders.length / ((performance.now() - start) / 1000));
  process.stderr.write(`orders in a transaction each: ${ordersPerSecond}/s\n`);
  return { ordersPerSecond };
}
