// SPDX-License-Identifier: Apache-2.0
import type { LedgerIdentity, PrivateKeyJwk, RequestOf } from '@wattpass/gateway-api/client';
import { SigningKey } from './signing-key.js';

/** A reading as a gateway takes it. */
export type SignedReading = RequestOf<'recordReadings'>['body']['items'][number];

/** Which delivery a reading is of. */
export type ReadingPlace = Pick<SignedReading['reading'], 'leag' | 'slot' | 'trader' | 'register'>;

/** A register when delivery began and when it ended, Wh. */
export interface RegisterSpan {
  readonly start: number;
  readonly end: number;
}

/** A meter as it is kept over a restart. */
export interface KeptMeter {
  readonly key: PrivateKeyJwk;
  readonly registers: Readonly<Record<ReadingPlace['register'], number>>;
}

/** A vehicle's energy meter: two registers that only ever grow, and a key that signs what they showed. */
export class EnergyMeter {
  readonly #key: SigningKey;
  readonly #registers: Record<ReadingPlace['register'], number>;

  constructor(
    readonly id: string,
    kept?: KeptMeter,
  ) {
    this.#key = new SigningKey(kept?.key);
    this.#registers = { import: 0, export: 0, ...kept?.registers };
  }

  /** Its key and registers, to be kept where only its owner reads them. */
  keep(): KeptMeter {
    return { key: this.#key.keep(), registers: { ...this.#registers } };
  }

  /** Takes over registers that somebody has seen later than they were kept: they never run back. */
  seen(registers: KeptMeter['registers']): void {
    this.#registers.import = Math.max(this.#registers.import, registers.import);
    this.#registers.export = Math.max(this.#registers.export, registers.export);
  }

  /** What a LEAG registers of it. */
  get publicKey(): string {
    return this.#key.publicKey;
  }

  /** Counts energy that has flowed, whole Wh; gives the register before and after. */
  count(register: ReadingPlace['register'], energyWh: number): RegisterSpan {
    const start = this.#registers[register];
    this.#registers[register] += energyWh;
    return { start, end: this.#registers[register] };
  }

  /** What a register showed, signed. */
  reading(ledger: LedgerIdentity, place: ReadingPlace, span: RegisterSpan): SignedReading {
    return signedReading(ledger, { ...place, meter: this.id, ...span }, this.#key);
  }
}

/** A reading signed by any key: a meter's own, or one that pretends. What is signed names the ledger. */
export function signedReading(
  { network, channel, chaincode }: LedgerIdentity,
  reading: SignedReading['reading'],
  key: SigningKey,
): SignedReading {
  const statement = { ...reading, network, channel, chaincode, type: 'wattpass/reading/1' };
  return { reading, signature: key.signature(statement) };
}
