// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { silentProgress, runBatteryLives, syntheticRecording, type LifeResult } from '@wattpass/fleet';
import { countChain } from '@wattpass/launch/internal/chain/count-chain.js';
import { openLedgerReader, type LedgerReader } from '@wattpass/launch/internal/chain/ledger-reader.js';
import { readerIdentity } from '@wattpass/launch/internal/chain/reader-identity.js';
import { startConsortium, type RunningConsortium } from '@wattpass/launch/internal/consortium/running-consortium.js';
import { temporaryState, type StateDirectory } from '@wattpass/launch';
import { testLedgerKind } from '../support/ledger/test-ledger.js';

/** Names of fields that private records alone have; in a block they would betray a leaked payload. */
const privateFields = [
  'salt',
  'ratedCapacityMilliampHours',
  'composition',
  'capacityMicroampHours',
  'chunkDigest',
  'performedAt',
  'detailIds',
  'testStandard',
  'recovered',
  'findings',
];

/** Words of the schemas, which stand in blocks as themselves, and ids, which private submits answer with. */
const publicFields = new Set(['id', 'batteryId', 'agreementId', 'claimId', 'kind', 'by', 'recordedAt', 'detailIds']);

describe('private values on the chain', function () {
  this.timeout(600_000); // real Fabric takes its time to start
  let state: StateDirectory;
  let consortium: RunningConsortium;
  let reader: LedgerReader;
  let lives: LifeResult;
  let blocks: Buffer[];

  before(async () => {
    state = temporaryState();
    consortium = await startConsortium({ state, ledger: testLedgerKind });
    const options = { seed: 7, ratedAmpHours: 2, endOfLife: 0.7, cycleLife: 12, intervalMs: 300_000 };
    lives = await runBatteryLives({
      desks: consortium.desks,
      recordings: [syntheticRecording('private1', options)],
      ratedAmpHours: () => 2,
      endOfLife: 0.7,
      shockThresholdMilliG: 3000,
      maintenanceResistanceRise: 0.01, // low, so that maintenance is certain to be on record
      run: 'privacy',
      serialOf: (cell) => cell,
      progress: silentProgress,
    });
    const [connection] = consortium.connections;
    assert.ok(connection);
    reader = openLedgerReader(connection, await readerIdentity(connection, state.identities));
    const { blocks: height } = await countChain(reader);
    blocks = [];
    for (let number = 0; number < height; number += 1) {
      blocks.push(Buffer.from(await reader.query('GetBlockByNumber', String(number))));
    }
  });

  after(async () => {
    reader.close();
    await consortium.stop();
    state.release();
  });

  const holds = (text: string) => blocks.some((block) => block.includes(text));

  it('the scan finds what is public', () => {
    const [battery] = lives.batteries;
    assert.ok(battery?.batteryId);
    assert.ok(holds(battery.batteryId));
    assert.ok(holds('factoryCommitment'));
    assert.ok(holds('shockMilliG'));
  });

  it('no field that only private records have stands in a block', () => {
    assert.deepEqual(
      privateFields.filter((field) => holds(`"${field}"`)),
      [],
    );
  });

  it('no value of any private record stands in a block, as itself, in hex or in base64', async () => {
    const values = await privateValues();
    assert.ok(values.length >= 60, `only ${values.length} values to look for`);
    const encodings = (value: string) => {
      const bytes = Buffer.from(value);
      return [value, bytes.toString('hex'), bytes.toString('base64').replace(/.{0,3}=*$/, '')];
    };
    assert.deepEqual(
      values.filter((value) => encodings(value).some(holds)),
      [],
    );
  });

  /** Every long text in every private record of the battery, read by those who may, that no public record holds. */
  async function privateValues(): Promise<string[]> {
    const { producer, operator, user, recycler, logistics } = consortium.desks;
    const batteryId = lives.batteries[0]?.batteryId ?? '';
    const { items: agreements } = await logistics.client.listAgreements({});
    const { items: claims } = await logistics.client.listClaims({});
    const { certificates } = await recycler.client.listCertificates({ batteryId });
    const records = [
      [await producer.client.getFactoryData({ batteryId })],
      (await user.client.getRunModes({ batteryId })).items,
      (await user.client.getUsage({ batteryId })).items,
      (await user.client.getCondition({ batteryId })).items,
      (await user.client.getMaintenance({ batteryId })).items,
      (await recycler.client.getRecyclingRecords({ batteryId })).items,
      ...(await Promise.all(
        agreements.map(async ({ id: agreementId }) => (await operator.client.getDetails({ agreementId })).items),
      )),
      await Promise.all(claims.map(({ id: claimId }) => operator.client.getClaimEvidence({ claimId }))),
      await Promise.all(
        certificates.map(({ id: certificateId }) => producer.client.getCertificateEvidence({ certificateId })),
      ),
    ];
    for (const [index, group] of records.entries()) {
      assert.ok(group.length > 0, `there is no private record of kind ${index}`);
    }
    const inPublic = JSON.stringify([
      await producer.client.getBattery({ batteryId }),
      await producer.client.getHistory({ batteryId }),
      agreements,
      claims,
      certificates,
    ]);
    return [...new Set(records.flatMap((group) => group.flatMap((record) => textsOf(record))))].filter(
      (text) => !inPublic.includes(text),
    );
  }
});

function textsOf(value: unknown, field = ''): string[] {
  if (publicFields.has(field)) {
    return [];
  }
  if (typeof value === 'string') {
    return value.length >= 12 ? [value] : [];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => textsOf(member, Array.isArray(value) ? field : name))
    : [];
}
