// SPDX-License-Identifier: Apache-2.0
import { batteryLabel } from '../../devices/battery-label.js';
import type { SentChunk } from '../../devices/bms.js';
import { newBattery } from '../battery-life/manufacture.js';
import { demonstrationGtin } from '../battery-life/take-recordings.js';

/** Everything that the attempts of one run need to be possible at all: batteries in every state, by what they are for. */
export interface Fixture {
  /** Sets this run's batteries, batches and records apart from those of others. */
  readonly run: string;
  /** With its producer. */
  readonly held: string;
  /** With its producer, to be scrapped by it. */
  readonly scrap: string;
  /** In a carrier's hands. */
  readonly transit: string;
  /** At the operator, commissioned, with a device, a chunk of telemetry and a condition. */
  readonly operated: string;
  /** At the operator, commissioned, to be put into service. */
  readonly ready: string;
  /** At the operator, without a device. */
  readonly fresh: string;
  /** With a user, in service. */
  readonly used: string;
  /** At a recycler, retired, to be evaluated. */
  readonly spent: string;
  /** At a recycler, refurbished, to be certified: for the certificate and for its evidence. */
  readonly refurbished: readonly [string, string];
  /** Batches whose transport nobody has been offered, by consignor. */
  readonly batches: Readonly<Record<'producer' | 'operator' | 'recycler', string>>;
  /** Transports: offered; accepted; delivered with a shock. */
  readonly offered: string;
  readonly accepted: string;
  readonly acceptedItem: string;
  readonly delivered: string;
  readonly deliveredItem: string;
  readonly detailId: string;
  /** Claims to be answered, and one that is answered with evidence. */
  readonly openClaims: readonly [string, string];
  readonly evidencedClaim: string;
  readonly certificate: string;
  /** The next signed chunk of `operated`. */
  readonly nextChunk: () => SentChunk;
}

/** A battery of this run to register. */
export function matrixBattery(run: string, name: string, number: number): ReturnType<typeof newBattery> {
  const madeOn = new Date();
  const serial = serialOf(run, name);
  const label = batteryLabel(madeOn, number);
  return newBattery({ gtin: demonstrationGtin, serial, ratedAmpHours: 2, label }, run, madeOn);
}

/** The ledger's id of a battery of this run. */
export function matrixBatteryId(run: string, name: string): string {
  return `${demonstrationGtin}-${serialOf(run, name)}`;
}

function serialOf(run: string, name: string): string {
  return `${run}-${name}`;
}
