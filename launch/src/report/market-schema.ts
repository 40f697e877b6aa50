// SPDX-License-Identifier: Apache-2.0
import { z } from '@wattpass/chaincode/domain';

const Whole = z.int().min(0);
/** R, over both roles, from 0 to 1. */
const Score = z.number().min(0).max(1);

const ReportSlot = z.strictObject({
  leag: z.string(),
  /** Start of delivery: a label. */
  slot: z.string(),
  /** Its state on the ledger, in small letters. */
  status: z.string(),
  /** Why a void slot is void; null for others. */
  reason: z.string().nullable(),
  mechanism: z.string(),
  /** Micro-currency per kWh before fees; null where no order met another, or where there is no one price. */
  price: Whole.nullable(),
  floor: Whole,
  ceiling: Whole,
  orders: Whole,
  /** The grid counts as a buyer and as a seller, so bought is sold. */
  boughtWh: Whole,
  soldWh: Whole,
  gridWh: Whole,
  /** Micro-currency; the surplus of the common fund counts as a fee, so paid is received and fees. */
  paid: Whole,
  received: Whole,
  fees: Whole,
});

const ReportRefusal = z.strictObject({
  attempt: z.string(),
  code: z.string(),
  rule: z.string().nullable(),
  count: Whole,
  detail: z.string(),
});

/** That a barred vehicle was refused, came back by a vote, and traded. */
const ReportRestoration = z.strictObject({
  participant: z.string(),
  leag: z.string(),
  behaviour: z.string(),
  refused: z.strictObject({ slot: z.string(), code: z.string(), rule: z.string().nullable() }),
  proposalId: z.string(),
  restoredScore: Score,
  tradedAgain: z.strictObject({ slot: z.string(), orderId: z.string(), side: z.string(), wh: Whole }),
});

/** What was found and repaired in the files that trading ran on. */
const ReportTradingFiles = z.strictObject({
  prices: z.record(z.string(), Whole),
  /** Null for generated sessions. */
  sessions: z.record(z.string(), Whole).nullable(),
});

/** What a run traded, read from the ledger by range. */
export const ReportMarket = z.strictObject({
  slots: z.array(ReportSlot),
  /** What was refused, as it should be. */
  refusals: z.array(ReportRefusal),
  restoration: ReportRestoration.nullable(),
  /** What the recount of the whole ledger found broken, a sentence each. */
  broken: z.array(z.string()),
  /** Stays that ended with less energy than had to be, and could be, in the battery. */
  missedDepartures: Whole,
  /** Null where no trading was asked for. */
  files: ReportTradingFiles.nullable(),
});

/** See {@link ReportMarket}. */
export type ReportMarket = z.infer<typeof ReportMarket>;

/** Money on the ledger, added up record by record, micro-currency. */
export const ReportWallet = z.strictObject({
  issued: Whole,
  redeemed: Whole,
  /** Coins, notes and escrows together. */
  supply: Whole,
  coins: Whole,
  notes: Whole,
  escrows: Whole,
});

const ReportFall = z.strictObject({
  leag: z.string(),
  slot: z.string(),
  role: z.enum(['seller', 'buyer']),
  /** As the ledger gives it. */
  reason: z.string(),
  contractedWh: Whole,
  meteredWh: Whole,
  /** Of the role's score. */
  before: Score,
  after: Score,
});

/** A participant over the run. */
export const ReportReputation = z.strictObject({
  participant: z.string(),
  leag: z.string(),
  honest: z.boolean(),
  behaviour: z.string(),
  /** For what reason a dishonest one's score is to fall, in words. */
  statedReason: z.string().nullable(),
  /** As the vehicles know them. */
  unannouncedFailures: Whole,
  announcedFailures: Whole,
  announcedWithoutToken: Whole,
  start: Score,
  end: Score,
  lowest: Score,
  /** Whether it was ever barred from a role. */
  barred: z.boolean(),
  falls: z.array(ReportFall),
});

/** See {@link ReportReputation}. */
export type ReportReputation = z.infer<typeof ReportReputation>;

/** What trading days were told. */
export const ReportTradingArguments = z.strictObject({
  days: Whole,
  vehicles: Whole,
  leags: Whole,
  slotsPerDay: Whole,
  failureRate: z.number(),
  seed: Whole,
  /** First UTC day of the prices; null for the 30th before their end. */
  from: z.string().nullable(),
  /** Null where they were generated. */
  prices: z.string().nullable(),
  sessions: z.string().nullable(),
});
