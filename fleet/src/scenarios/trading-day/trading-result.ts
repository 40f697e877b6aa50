// SPDX-License-Identifier: Apache-2.0
import type { ChargeSession, ChargeVehicle, PriceSeries, RecordedStays, SessionReport } from '@wattpass/fl-aggregator';
import type { Client } from '@wattpass/gateway-api/client';
import type { Progress } from '../../progress/progress.js';
import type { Desks } from '../../rest/desk.js';
import type { Behaviour, BehaviourShares } from './behaviours.js';
import type { Pace } from './slot-terms.js';
import type { TradingPolicy } from './trading-policy.js';

/** What a trading scenario is run with. */
export interface TradingOptions {
  readonly desks: Desks;
  /** An administrator of the operator's gateway, who makes the vehicles' accounts. The operator runs the LEAGs. */
  readonly administrator: Client;
  /** Day-ahead prices, as `priceSeries` reads them. */
  readonly prices: PriceSeries;
  /** Recorded stays, as `recordedStays` reads them; without them they come from the stated generator. */
  readonly stays?: RecordedStays;
  /** First UTC day of the price series that is traded, such as `2023-05-01`; the 30th day before its end unless given. */
  readonly from?: string;
  readonly days: number;
  /** Eight a LEAG at least. */
  readonly vehicles: number;
  readonly leags: number;
  /** Everything drawn at random follows from it. */
  readonly seed: number;
  /** Shares of the vehicles that are dishonest, and how; {@link defaultShares} unless given. */
  readonly shares?: BehaviourShares;
  /** How often an honest vehicle's delivery fails, of all its sales: half of the failures are announced. 0.02 unless given. */
  readonly failureRate?: number;
  /** The first slot of each day that is traded, 0 to 23 UTC, and how many; all 24 unless given. */
  readonly firstSlot?: number;
  readonly slotsPerDay?: number;
  /** How long the steps of a slot may take; {@link defaultPace} unless given. */
  readonly pace?: Pace;
  /** How vehicles decide; the price-quantile rule unless given. */
  readonly policy?: TradingPolicy;
  /** Makes names unique on a ledger that has seen other runs: small letters and digits. */
  readonly run: string;
  readonly progress: Progress;
  /** Pause after each slot, ms. */
  readonly pauseMs?: number;
  /** Told of each slot once it has ended, or waits for readings. */
  readonly onSlot?: (slot: TradedSlot) => void;
  /**
   * Called between two days, when all LEAGs have lived through one: here vehicles learn. What it gives decides from then on
   * where a stay begins.
   */
  readonly onDay?: (day: LivedDay) => Promise<TradingPolicy | undefined>;
  /**
   * Where the fleet is kept (with its keys; only the owner can read the file) each time a day begins. A run that finds one
   * there goes on with it, the day after: `run`, `from`, numbers of vehicles and LEAGs and shares are those it began with.
   */
  readonly keptFleet?: string;
  /** Ends the scenario between two steps. */
  readonly signal?: AbortSignal;
}

/** A day that all vehicles have lived through. */
export interface LivedDay {
  /** Counted from 0, and as the price series names it. */
  readonly number: number;
  readonly day: string;
  readonly vehicles: readonly {
    readonly name: string;
    readonly honest: boolean;
    readonly vehicle: ChargeVehicle;
    /** Its stays that ended on this day. */
    readonly sessions: readonly ChargeSession[];
  }[];
}

/**
 * One slot of one LEAG as the ledger has it. The grid counts as a buyer and as a seller, and the common fund's surplus as a
 * fee, so bought = sold and paid = received + fees, to the unit. Money in micro-currency, prices in micro-currency per kWh.
 */
export interface TradedSlot {
  readonly leag: string;
  /** Start of delivery; a label. */
  readonly slot: string;
  readonly status: string;
  /** Why a void slot is void. */
  readonly reason: string | null;
  readonly mechanism: string;
  /** Null where no order met another. */
  readonly price: number | null;
  readonly floor: number;
  readonly ceiling: number;
  readonly orders: number;
  readonly boughtWh: number;
  readonly soldWh: number;
  /** What of both was traded with the grid. */
  readonly gridWh: number;
  readonly paid: number;
  readonly received: number;
  readonly fees: number;
}

/** A fall of a score, as the ledger has it. Scores from 0 to 1. */
export interface ScoreFall {
  readonly leag: string;
  readonly slot: string;
  readonly role: 'seller' | 'buyer';
  readonly reason: string;
  readonly contractedWh: number;
  readonly meteredWh: number;
  readonly before: number;
  readonly after: number;
}

/**
 * A participant's reputation; scores are R, over both roles, from 0 to 1, replayed from the ledger's whole history, so for a kept
 * fleet over its earlier runs as well. Failures are those of the run.
 */
export interface TradedReputation {
  /** Its trading pseudonym. */
  readonly participant: string;
  readonly leag: string;
  readonly honest: boolean;
  readonly behaviour: Behaviour;
  /** For what reason its score is to fall, in words; null for an honest one. */
  readonly statedReason: string | null;
  /** Deliveries that fell short by the driver's doing or by a fault, as the vehicle knows them: */
  readonly unannouncedFailures: number;
  /** announced before delivery, */
  readonly announcedFailures: number;
  /** and those of them that no token was left for. */
  readonly announcedWithoutToken: number;
  readonly start: number;
  readonly end: number;
  readonly lowest: number;
  /** Whether it was ever barred from a role. */
  readonly barred: boolean;
  readonly falls: readonly ScoreFall[];
}

/** Something that was refused, with the code that the gateway gave. */
export interface Refusal {
  /** What was tried, such as `order of a barred vehicle`. */
  readonly attempt: string;
  readonly code: string;
  /** The rule that refused it, where the code is of many rules. */
  readonly rule: string | null;
  readonly count: number;
  /** The first one's detail. */
  readonly detail: string;
}

/** That a barred vehicle was refused, came back by a vote, and traded. */
export interface Restoration {
  readonly participant: string;
  readonly leag: string;
  readonly behaviour: Behaviour;
  /** The order that was refused. */
  readonly refused: { readonly slot: string; readonly code: string; readonly rule: string | null };
  /** The vote. */
  readonly proposalId: string;
  readonly restoredScore: number;
  /** Its first trade afterwards, as filled on the ledger. */
  readonly tradedAgain: { readonly slot: string; readonly orderId: string; readonly side: string; readonly wh: number };
}

/** What a run of the scenario came to, read from the ledger; only what vehicles alone can know is theirs. */
export interface TradingResult {
  readonly market: { readonly slots: readonly TradedSlot[] };
  /** Micro-currency. `supply` is what is on the ledger, record by record. */
  readonly wallet: { readonly issued: number; readonly redeemed: number; readonly supply: number };
  readonly reputation: readonly TradedReputation[];
  readonly refusals: readonly Refusal[];
  /** Null where nobody was barred long enough before the end. */
  readonly restoration: Restoration | null;
  /** What was found and repaired in the files; null for generated stays. */
  readonly sessions: SessionReport | null;
  readonly prices: PriceSeries['report'];
  /** Stays that ended with less energy than had to be and could be there: the shield keeps this at none. */
  readonly missedDepartures: number;
  /** Every writing step's transactions, by its name. */
  readonly steps: readonly { readonly name: string; readonly txIds: readonly string[] }[];
}
