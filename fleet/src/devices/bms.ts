// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { anchorOf, chunkToJson, type ChunkHeader, type ChunkJson, type SampleColumns } from '@wattpass/telemetry';
import { signAnchor } from '@wattpass/telemetry/signature';

/** What an operator enrols of a management system. */
export interface DeviceEnrolment {
  readonly batteryId: string;
  readonly deviceId: string;
  readonly model: string;
  /** DER SubjectPublicKeyInfo, base64. */
  readonly publicKey: string;
}

/** A chunk as its device sends it. */
export interface SentChunk extends ChunkJson {
  readonly deviceId: string;
  readonly signature: string;
}

/** Root and length of a chunk as its device worked them out. */
export interface ChunkSummary {
  readonly chunk: number;
  readonly cycle: number;
  readonly count: number;
  readonly root: string;
}

/** A battery management system: it cuts samples into chunks and signs each with its own key, which never leaves it. */
export class BatteryManagementSystem {
  readonly deviceId: string;
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  readonly #sent: ChunkSummary[] = [];

  constructor(
    readonly batteryId: string,
    private readonly model: string,
    generation = 1,
  ) {
    this.deviceId = `bms:${batteryId.replaceAll(/[^A-Za-z0-9._-]/g, '_')}:${generation}`.slice(0, 64);
    const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    this.#privateKey = pair.privateKey;
    this.#publicKey = pair.publicKey;
  }

  /** What the operator needs to enrol this device. */
  enrolment(): DeviceEnrolment {
    const { batteryId, deviceId, model } = this;
    const publicKey = this.#publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    return { batteryId, deviceId, model, publicKey };
  }

  /** The next chunk of this battery: one discharge, signed. */
  record(cycle: number, startedAt: string, columns: SampleColumns): SentChunk {
    const header: ChunkHeader = {
      batteryId: this.batteryId,
      chunk: this.#sent.length,
      cycle,
      startedAt,
      kind: 'discharge',
    };
    const anchor = anchorOf({ header, columns });
    this.#sent.push({ chunk: header.chunk, cycle, count: anchor.count, root: anchor.root });
    return {
      ...chunkToJson({ header, columns }),
      deviceId: this.deviceId,
      signature: signAnchor(anchor, this.#privateKey),
    };
  }

  /** Every chunk sent so far. */
  get sent(): readonly ChunkSummary[] {
    return this.#sent;
  }
}
