// SPDX-License-Identifier: Apache-2.0
import { Injectable } from '@nestjs/common';
import type { FactoryData } from '@wattpass/chaincode/domain';
import type { Caller } from '../auth/caller.js';
import { ContractClient, type Receipt } from '../fabric/contract.client.js';
import { SaltSource } from '../fabric/salt.js';
import { Problem, type ProblemCode } from '../http/problem.js';
import { ChunkArchive } from '../store/chunk-archive.js';
import type { AssessmentAnswer, AssessmentRequest, UnsaltedCondition } from './condition-schemas.js';
import { conditionsOfChunk } from './conditions-of-chunk.js';

/** What is known of a battery while its chunks are assessed one after the other. */
interface Subject {
  readonly factory: FactoryData;
  readonly conditions: UnsaltedCondition[];
}

/** Works conditions out from stored chunks, and records them in private. */
@Injectable()
export class AssessmentService {
  constructor(
    private readonly contracts: ContractClient,
    private readonly archive: ChunkArchive,
    private readonly salts: SaltSource,
  ) {}

  /**
   * Assesses stored chunks in the given order.
   * @throws Problem NOT_FOUND for a chunk that is not stored here, RULE_VIOLATION for one without a full discharge.
   */
  async assess(caller: Caller, { items }: AssessmentRequest): Promise<Receipt<AssessmentAnswer>> {
    const subjects = new Map<string, Subject>();
    const conditions: UnsaltedCondition[] = [];
    const findings: AssessmentAnswer['findings'] = [];
    for (const [index, { batteryId, chunk }] of items.entries()) {
      const stored = await this.archive.find(batteryId, chunk);
      if (stored === undefined) {
        throw at(index, 'NOT_FOUND', `this gateway has no chunk ${chunk} of ${batteryId}`);
      }
      const subject = subjects.get(batteryId) ?? (await this.#subject(caller, batteryId));
      subjects.set(batteryId, subject);
      const found = conditionsOfChunk(await this.archive.read(stored), subject.factory, subject.conditions);
      if (!found.isFullDischarge) {
        throw at(index, 'RULE_VIOLATION', 'the chunk holds no full discharge, without which there is no capacity');
      }
      subject.conditions.push(...found.conditions);
      conditions.push(...found.conditions);
      findings.push(...found.findings.map((finding) => ({ batteryId, chunk, ...finding })));
    }
    return this.#record(caller, conditions, findings);
  }

  async #record(
    caller: Caller,
    conditions: readonly UnsaltedCondition[],
    findings: AssessmentAnswer['findings'],
  ): Promise<Receipt<AssessmentAnswer>> {
    const salt = this.salts.of(caller);
    const payload = { items: conditions.map((condition, index) => ({ ...condition, salt: salt(index) })) };
    const input = { key: caller.idempotencyKey };
    const receipt = await this.contracts.submitPrivate(caller, 'twin:recordCondition', input, payload);
    const recorded = conditions.map((record, index) => ({ id: receipt.result.ids[index] ?? '', record }));
    return { ...receipt, result: { conditions: recorded, findings } };
  }

  async #subject(caller: Caller, batteryId: string): Promise<Subject> {
    const [factory, history] = await Promise.all([
      this.contracts.evaluate(caller, 'battery:factoryData', { batteryId }),
      this.contracts.evaluate(caller, 'twin:condition', { batteryId }),
    ]);
    return { factory, conditions: history.items.map(({ record }) => record) };
  }
}

function at(index: number, code: ProblemCode, rule: string): Problem {
  const pointer = `/items/${index}`;
  return new Problem(code, `${pointer}: ${rule}`, { errors: [{ pointer, rule }] });
}
