// SPDX-License-Identifier: Apache-2.0
import { Injectable } from '@nestjs/common';
import type { DeviceKey, NewAnchor, Usage } from '@wattpass/chaincode/domain';
import { anchorOf, chunkFromJson, TelemetryError, type Anchor, type Chunk } from '@wattpass/telemetry';
import { verifyAnchorSignature } from '@wattpass/telemetry/signature';
import type { Caller } from '../auth/caller.js';
import { ContractClient, type Receipt } from '../fabric/contract.client.js';
import { SaltSource } from '../fabric/salt.js';
import { Problem, type ProblemCode } from '../http/problem.js';
import { SagaRunner } from '../saga/saga.runner.js';
import { ChunkArchive } from '../store/chunk-archive.js';
import type { Telemetry, TelemetryAnswer } from './telemetry-schemas.js';
import { telemetrySaga } from './telemetry.saga.js';
import { usageOfChunk } from './usage-of-chunk.js';

type PostedChunk = Telemetry['chunks'][number];

/** One posted chunk, read and weighed. */
interface Reading {
  readonly chunk: Chunk;
  readonly anchor: Anchor;
  readonly signature: string;
  readonly deviceId: string;
}

/** Takes telemetry in: checked against the enrolled device keys, on the disk, then on the ledger. */
@Injectable()
export class TelemetryService {
  readonly #saga: ReturnType<typeof telemetrySaga>;

  constructor(
    private readonly contracts: ContractClient,
    private readonly archive: ChunkArchive,
    private readonly sagas: SagaRunner,
    private readonly salts: SaltSource,
  ) {
    this.#saga = telemetrySaga(contracts, archive);
    sagas.register(this.#saga);
  }

  /**
   * Stores and anchors chunks, all or none on the ledger.
   * @throws Problem INVALID_INPUT, SIGNATURE_INVALID or ALREADY_EXISTS, with the pointer of the chunk.
   */
  async post(caller: Caller, { chunks }: Telemetry): Promise<Receipt<TelemetryAnswer>> {
    const readings = chunks.map(readChunk);
    await this.#verify(caller, readings);
    const salt = this.salts.of(caller);
    const usage: Usage[] = [];
    for (const [index, { chunk, anchor }] of readings.entries()) {
      const digest = await this.archive.add(chunk, anchor);
      if (digest === undefined) {
        throw at(index, '', 'ALREADY_EXISTS', `chunk ${anchor.chunk} is anchored with other samples`);
      }
      usage.push(usageOfChunk(chunk, digest, salt(index)));
    }
    return this.sagas.run(this.#saga, caller, { items: readings.map(toNewAnchor), usage });
  }

  /** The contract checks the signatures too; here, a bad one is refused before anything is stored. */
  async #verify(caller: Caller, readings: readonly Reading[]): Promise<void> {
    const keys = new Map<string, readonly DeviceKey[]>();
    for (const [index, { anchor, signature, deviceId }] of readings.entries()) {
      const { batteryId } = anchor;
      const known = keys.get(batteryId) ?? (await this.#deviceKeys(caller, batteryId));
      keys.set(batteryId, known);
      const key = known.find((each) => each.deviceId === deviceId && each.status === 'active');
      if (key === undefined) {
        throw at(index, '/deviceId', 'SIGNATURE_INVALID', `${batteryId} has no active device ${deviceId}`);
      }
      if (!verifyAnchorSignature(anchor, signature, key.publicKey)) {
        throw at(index, '/signature', 'SIGNATURE_INVALID', `the device ${deviceId} did not sign these samples`);
      }
    }
  }

  async #deviceKeys(caller: Caller, batteryId: string): Promise<readonly DeviceKey[]> {
    return (await this.contracts.evaluate(caller, 'twin:deviceKeys', { batteryId })).deviceKeys;
  }
}

function readChunk({ deviceId, ...posted }: PostedChunk, index: number): Reading {
  try {
    const chunk = chunkFromJson(posted);
    return { chunk, anchor: anchorOf(chunk), signature: posted.signature, deviceId };
  } catch (error) {
    if (error instanceof TelemetryError) {
      throw at(index, error.pointer, 'INVALID_INPUT', error.rule);
    }
    throw error;
  }
}

function toNewAnchor({ anchor, signature, deviceId }: Reading): NewAnchor {
  return { ...anchor, deviceId, signature };
}

function at(index: number, place: string, code: ProblemCode, rule: string): Problem {
  const pointer = `/chunks/${index}${place}`;
  return new Problem(code, `${pointer}: ${rule}`, { errors: [{ pointer, rule }] });
}
