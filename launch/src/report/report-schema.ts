// SPDX-License-Identifier: Apache-2.0
import { z } from '@wattpass/chaincode/domain';
import { ledgerKinds } from '../ledger/running-ledger.js';
import { ReportLearning } from './learning-schema.js';
import { ReportMarket, ReportReputation, ReportTradingArguments, ReportWallet } from './market-schema.js';

const Whole = z.int().min(0);

const ReportPassport = z.strictObject({
  id: z.string(),
  status: z.enum(['active', 'superseded', 'ceased']),
  /** Id of the passport it follows; null for the first. */
  predecessor: z.string().nullable(),
  generation: z.int().min(1),
  life: z.string(),
});

const Stopped = z.strictObject({ file: z.string(), line: z.int().min(1), rule: z.string() });

const ReportMaintenance = z.strictObject({
  /** The rise of the resistance over its first values that calls for maintenance: 0.5 is half as much again. */
  thresholdRise: z.number(),
  passed: z.boolean(),
  /** Cycle at which it was passed and the battery maintained. */
  cycle: Whole.nullable(),
  /** The greatest rise that was seen; null where no resistance could be estimated. */
  greatestRise: z.number().nullable(),
});

const ReportBattery = z.strictObject({
  cell: z.string(),
  batteryId: z.string().nullable(),
  ratedAmpHours: z.number(),
  cycles: Whole,
  samplesSent: Whole,
  samplesStored: Whole,
  samplesAnchored: Whole,
  /** Whether device, stored chunk and ledger agree on the root of every chunk. */
  rootsAgree: z.boolean(),
  maxCapacityErrorPercent: z.number().nullable(),
  firstCycleBelowEndOfLife: Whole.nullable(),
  /** The same by the reference capacities; null where there are none, or none is below. */
  referenceFirstCycleBelowEndOfLife: Whole.nullable(),
  finalStatus: z.string().nullable(),
  passports: z.array(ReportPassport),
  maintenance: ReportMaintenance,
  /** The line that stopped this battery; null if its recording was sound. */
  stopped: Stopped.nullable(),
});

const ReportStep = z.strictObject({ name: z.string(), txIds: z.array(z.string()) });

const access = z.enum(['allowed', 'denied']);
const ReportAccess = z.strictObject({
  record: z.string(),
  role: z.string(),
  operation: z.enum(['read', 'write']),
  expected: access,
  actual: access,
});

/** The report of a scenario, as `docs/report.md` describes it. */
export const Report = z.strictObject({
  formatVersion: z.literal(1),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  ledger: z.enum(ledgerKinds),
  blocks: Whole,
  transactions: Whole,
  /** Of them, those that peers invalidated because something they had read was written in between. */
  mvccConflicts: Whole,
  arguments: z.strictObject({
    ageing: z.string().nullable(),
    ratedAmpHours: z.number(),
    endOfLife: z.number(),
    shockThresholdMilliG: Whole,
    maintenanceResistanceRise: z.number(),
    /** Null where no trading was asked for. */
    trading: ReportTradingArguments.nullable(),
  }),
  batteries: z.array(ReportBattery),
  /** What kept the reference capacities from being read; null where they were read or there are none. */
  referenceProblem: z.string().nullable(),
  steps: z.array(ReportStep),
  accessMatrix: z.array(ReportAccess),
  /** The same attempts with the gateways' own checks switched off. */
  accessMatrixWithoutGatewayChecks: z.array(ReportAccess),
  market: ReportMarket,
  wallet: ReportWallet,
  reputation: z.array(ReportReputation),
  /** Empty where no trading was asked for. */
  learning: ReportLearning,
  /** Resident memory of all processes at the end, bytes; null where it cannot be measured. */
  residentBytes: Whole.nullable(),
});

/** See {@link Report}. */
export type Report = z.infer<typeof Report>;

/** One battery's part of a {@link Report}. */
export type ReportBattery = z.infer<typeof ReportBattery>;
