// SPDX-License-Identifier: Apache-2.0
import type { LedgerIdentity, RequestOf } from '@wattpass/gateway-api/client';
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

/** A vehicle's energy meter: two registers that only ever grow, and a key that signs what they showed. */
export class EnergyMeter {
  readonly #key = new SigningKey();
  readonly #registers = { import: 0, export: 0 };

  constructor(readonly id: string) {}

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
