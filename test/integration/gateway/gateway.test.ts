// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ProblemError, type Client } from '@wattpass/gateway-api/client';
import { anchorOf, chunkFromJson, verifySample, type SampleEvidence } from '@wattpass/telemetry';
import { signAnchor } from '@wattpass/telemetry/signature';
import { batteryId, newBattery } from './battery-bodies.js';
import { ConsortiumFixture } from './consortium-fixture.js';

async function refusal(attempt: Promise<unknown>): Promise<ProblemError> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof ProblemError) {
      return error;
    }
    throw error;
  }
  throw new Error('nothing was refused');
}

async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 150; tries += 1) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not come about');
}

describe('gateways over the ledger', function () {
  this.timeout(300_000); // real Fabric takes its time to start
  let consortium: ConsortiumFixture;
  before(async () => {
    consortium = await ConsortiumFixture.start();
  });
  after(() => consortium.stop());

  it('registers, seals and confirms with one request, and shows factory data to their readers alone', async () => {
    const producer = consortium.admin('producer');
    const registered = await producer.registerBatteries({ body: { batteries: [newBattery('SLICE-1')] } });
    assert.equal(registered.txIds.length, 3);
    assert.equal(registered.batteries[0]?.factory, 'sealed');
    const id = { batteryId: batteryId('SLICE-1') };
    for (const name of ['producer', 'operator', 'user', 'recycler']) {
      const data = await until(() => consortium.admin(name).getFactoryData(id));
      assert.equal(data.manufacturer, 'Secret Works', name);
    }
    for (const name of ['logistics', 'station']) {
      assert.equal((await refusal(consortium.admin(name).getFactoryData(id))).code, 'FORBIDDEN', name);
      assert.equal((await consortium.admin(name).getBattery(id)).battery.publicPoints.massGrams, 45_000);
    }
    for (const txId of registered.txIds) {
      const status = await producer.getTransaction({ txId });
      assert.equal(status.status, 'valid');
      assert.equal(status.creatorMspId, 'ProducerMSP');
    }
  });

  it('refuses the same with its own checks off, by the contracts alone', async () => {
    await consortium.close('logistics');
    await consortium.open('logistics', 'off');
    const logistics = consortium.admin('logistics');
    const read = await refusal(logistics.getFactoryData({ batteryId: batteryId('SLICE-1') }));
    assert.equal(read.code, 'FORBIDDEN');
    const write = await refusal(logistics.registerBatteries({ body: { batteries: [newBattery('SLICE-2')] } }));
    assert.equal(write.code, 'FORBIDDEN');
    assert.equal(write.status, 403);
    await consortium.close('logistics');
    await consortium.open('logistics');
  });

  it('lets one of two people move a battery who try at once', async () => {
    await consortium.admin('producer').registerBatteries({ body: { batteries: [newBattery('RACE-1')] } });
    const rivals = await Promise.all(['left', 'right'].map((name) => signIn(consortium, 'producer', `rival ${name}`)));
    const to = { mspId: 'OperatorMSP', role: 'operator' as const };
    const body = { kind: 'title' as const, to, batteryIds: [batteryId('RACE-1')] };
    const outcomes = await Promise.allSettled(rivals.map((rival) => rival.offerMoves({ body })));
    const won = outcomes.filter(({ status }) => status === 'fulfilled');
    const lost = outcomes.find((outcome) => outcome.status === 'rejected');
    assert.equal(won.length, 1);
    const reason = lost?.reason as unknown;
    assert.ok(reason instanceof ProblemError);
    assert.equal(reason.status, 409);
    assert.equal(reason.code, 'CONFLICT');
  });

  it('answers a repeat with the first answer, also after a restart, and refuses another body', async () => {
    const options = { idempotencyKey: 'integration-repeat-1' };
    const body = { batteries: [newBattery('REPEAT-1')] };
    const first = await consortium.admin('producer').registerBatteries({ body }, options);
    await consortium.close('producer');
    await consortium.open('producer');
    const producer = consortium.admin('producer');
    assert.deepEqual(await producer.registerBatteries({ body }, options), first);
    const other = await refusal(producer.registerBatteries({ body: { batteries: [newBattery('REPEAT-2')] } }, options));
    assert.equal(other.code, 'IDEMPOTENCY_KEY_REUSED');
  });

  it('answers 202 to who does not wait, and tells later what became of it', async () => {
    const answer = await fetch(`${consortium.url('producer')}/api/v1/moves`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${consortium.adminKey('producer')}`,
        'content-type': 'application/json',
        'idempotency-key': 'integration-async-1',
        prefer: 'respond-async',
      },
      body: JSON.stringify({
        kind: 'title',
        to: { mspId: 'OperatorMSP', role: 'operator' },
        batteryIds: [batteryId('SLICE-1')],
      }),
    });
    assert.equal(answer.status, 202);
    const { txId } = (await answer.json()) as { txId: string };
    assert.equal(answer.headers.get('location'), `/api/v1/transactions/${txId}`);
    const producer = consortium.admin('producer');
    const settled = await until(async () => {
      const status = await producer.getTransaction({ txId });
      return status.status === 'pending' ? undefined : status;
    });
    assert.equal(settled.status, 'valid');
    assert.equal((await producer.listMoves({ batteryId: batteryId('SLICE-1') })).items.length, 1);
  });

  it('acts with an identity per account, and shuts out a revoked one', async () => {
    const one = await signIn(consortium, 'operator', 'identity one');
    const two = await signIn(consortium, 'operator', 'identity two');
    const [first, second] = [await one.me({}), await two.me({})];
    assert.notEqual(first.actorId, second.actorId);
    await one.getBattery({ batteryId: batteryId('SLICE-1') });
    await consortium.admin('operator').revokeAccount({ accountId: first.accountId });
    assert.equal((await refusal(one.me({}))).code, 'UNAUTHENTICATED');
    await two.me({});
  });

  it("keeps the administrator's key from others", () => {
    assert.equal(statSync(join(consortium.stateDir('operator'), 'admin.key')).mode & 0o777, 0o600);
  });

  for (const step of ['register', 'seal', 'confirm']) {
    for (const moment of ['before', 'after']) {
      it(`finishes a registration once that was killed ${moment} the step ${step}`, async () => {
        const serial = `KILL-${step}-${moment}`.toUpperCase().slice(0, 20);
        const body = { batteries: [newBattery(serial)] };
        const options = { idempotencyKey: `integration-kill-${step}-${moment}` };
        await consortium.close('producer');
        try {
          const doomed = await consortium.spawn('producer', { WATTPASS_FAULT: `register-batteries/${step}:${moment}` });
          await assert.rejects(consortium.admin('producer', doomed.url).registerBatteries({ body }, options));
          assert.equal(await doomed.ended, 'SIGKILL');
        } finally {
          await consortium.open('producer');
        }
        const sealed = await until(async () => {
          const { battery } = await consortium.admin('operator').getBattery({ batteryId: batteryId(serial) });
          return battery.factory === 'sealed' ? battery : undefined;
        });
        const again = await until(() => consortium.admin('producer').registerBatteries({ body }, options));
        assert.deepEqual(again.batteries, [sealed]);
        assert.equal(again.txIds.length, 3);
        const { entries } = await consortium.admin('producer').getHistory({ batteryId: batteryId(serial) });
        assert.equal(entries.filter(({ record }) => record === 'battery').length, 2, 'announced once, sealed once');
        assert.equal(entries.filter(({ record }) => record === 'passport').length, 1);
      });
    }
  }

  describe('telemetry', () => {
    const id = batteryId('TWIN-1');
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

    /** A discharge of 1 A over one hour and a half, 4.2 V falling to 2.7 V, one sample a minute. */
    function posted(chunk: number): Parameters<Client['postTelemetry']>[0]['body']['chunks'][number] {
      const minutes = Array.from({ length: 92 }, (_, minute) => minute);
      const underLoad = (minute: number): boolean => minute > 0 && minute < 91;
      const samples = {
        timeMs: minutes.map((minute) => minute * 60_000),
        microvolts: minutes.map((minute) => 4_200_000 - minute * 16_000),
        microamps: minutes.map((minute) => (underLoad(minute) ? -1_000_000 : 0)),
        millicelsius: minutes.map(() => 24_000),
      };
      const header = {
        batteryId: id,
        chunk,
        cycle: chunk + 1,
        startedAt: '2026-03-01T08:00:00Z',
        kind: 'discharge' as const,
      };
      const signature = signAnchor(anchorOf(chunkFromJson({ header, samples })), privateKey);
      return { header, samples, deviceId: 'bms-1', signature };
    }

    before(async () => {
      const [producer, logistics, operator] = ['producer', 'logistics', 'operator'].map((name) =>
        consortium.admin(name),
      );
      assert.ok(producer && logistics && operator);
      await producer.registerBatteries({ body: { batteries: [newBattery('TWIN-1')] } });
      const hand = async (from: Client, to: Client, kind: 'title' | 'custody', receiver: string): Promise<void> => {
        const role = receiver as 'operator' | 'logistics';
        const mspId = role === 'operator' ? 'OperatorMSP' : 'LogisticsMSP';
        const { moves } = await from.offerMoves({ body: { kind, to: { mspId, role }, batteryIds: [id] } });
        await to.acceptMoves({ body: { moves: moves.map((move) => ({ batteryId: id, moveId: move.id })) } });
      };
      await hand(producer, operator, 'title', 'operator');
      await hand(producer, logistics, 'custody', 'logistics');
      await hand(logistics, operator, 'custody', 'operator');
      const items = [{ batteryId: id, deviceId: 'bms-1', model: 'B-1', publicKey: spki }];
      await operator.enrolDeviceKeys({ body: { items } });
      await operator.changeStatus({ body: { items: [{ batteryId: id, to: 'commissioned' }] } });
    });

    it('is stored, anchored and recorded as use, and every sample proves itself', async () => {
      const operator = consortium.admin('operator');
      const answer = await operator.postTelemetry({ body: { chunks: [posted(0), posted(1)] } });
      assert.deepEqual(
        answer.anchors.map(({ chunk, count }) => [chunk, count]),
        [
          [0, 92],
          [1, 92],
        ],
      );
      assert.equal(answer.txIds.length, 2);
      const evidence = await operator.getSampleProof({ batteryId: id, chunk: 1, index: 17 });
      assert.equal(evidence.sample.microvolts, 4_200_000 - 17 * 16_000);
      const { anchor, ...rest } = evidence as SampleEvidence;
      const fromLedger = await consortium.admin('producer').getAnchor({ batteryId: id, chunk: 1 });
      assert.equal(anchor.root, fromLedger.root);
      assert.deepEqual(verifySample({ ...rest, anchor: fromLedger }), { valid: true });
      const forged = {
        ...rest,
        sample: { ...rest.sample, microvolts: rest.sample.microvolts + 1 },
        anchor: fromLedger,
      };
      assert.equal(verifySample(forged).valid, false);
      const { items } = await operator.getUsage({ batteryId: id });
      // 1 A from minute 1 to minute 90, trapezoids at both ends: 90 minutes
      assert.deepEqual(
        items.map(({ record }) => [record.kind, record.milliampHours]),
        [
          ['discharge', 1_500],
          ['discharge', 1_500],
        ],
      );
    });

    it('is there after a restart, sample by sample', async () => {
      await consortium.close('operator');
      await consortium.open('operator');
      const operator = consortium.admin('operator');
      const { items } = await operator.listChunks({ batteryId: id });
      assert.deepEqual(
        items.map(({ chunk, samples }) => [chunk, samples]),
        [
          [0, 92],
          [1, 92],
        ],
      );
      assert.deepEqual((await operator.getChunk({ batteryId: id, chunk: 0 })).samples, posted(0).samples);
      const paged = await operator.listChunks({ batteryId: id, limit: 1 });
      const cursor = paged.nextCursor ?? '';
      assert.deepEqual(
        (await operator.listChunks({ batteryId: id, limit: 1, cursor })).items.map(({ chunk }) => chunk),
        [1],
      );
    });

    it('is refused with another signature, another device, or other samples in an anchored place', async () => {
      const operator = consortium.admin('operator');
      const good = posted(2);
      const badSignature = { ...good, signature: posted(3).signature };
      const signature = await refusal(operator.postTelemetry({ body: { chunks: [posted(2), badSignature] } }));
      assert.equal(signature.code, 'SIGNATURE_INVALID');
      assert.equal(signature.problem.errors?.[0]?.pointer, '/chunks/1/signature');
      const device = await refusal(operator.postTelemetry({ body: { chunks: [{ ...good, deviceId: 'bms-2' }] } }));
      assert.equal(device.problem.errors?.[0]?.pointer, '/chunks/0/deviceId');
      const samples = { ...posted(0).samples, millicelsius: posted(0).samples.millicelsius.map(() => 25_000) };
      const { header } = posted(0);
      const signed = signAnchor(anchorOf(chunkFromJson({ header, samples })), privateKey);
      const changed = { header, samples, deviceId: 'bms-1', signature: signed };
      assert.equal((await refusal(operator.postTelemetry({ body: { chunks: [changed] } }))).code, 'ALREADY_EXISTS');
      const backwards = { ...good, samples: { ...good.samples, timeMs: [...good.samples.timeMs].reverse() } };
      const order = await refusal(operator.postTelemetry({ body: { chunks: [backwards] } }));
      assert.equal(order.code, 'INVALID_INPUT');
      assert.equal(order.problem.errors?.[0]?.pointer, '/chunks/0/samples/timeMs/1');
    });

    it('gives samples to nobody whom the ledger does not let read the use', async () => {
      for (const name of ['producer', 'recycler']) {
        const { code } = await refusal(consortium.admin(name).getChunk({ batteryId: id, chunk: 0 }));
        assert.equal(code, 'FORBIDDEN', name);
      }
      const user = await refusal(consortium.admin('user').getChunk({ batteryId: id, chunk: 0 }));
      assert.equal(user.code, 'NOT_FOUND', "a user may, but its gateway does not hold the operator's files");
    });

    it('is assessed against the sealed ratings, the same again for a repeat', async () => {
      const operator = consortium.admin('operator');
      const body = { items: [0, 1].map((chunk) => ({ batteryId: id, chunk })) };
      const options = { idempotencyKey: 'integration-assess-1' };
      const first = await operator.assess({ body }, options);
      const figures = first.conditions.flatMap(({ record }) =>
        record.kind === 'assessment' ? [[record.chunk, record.soh, record.modelId]] : [],
      );
      assert.equal(figures.length, 2);
      for (const [, soh] of figures) {
        // 1.5 Ah of 2 Ah; the window may leave the trapezoid at either end out
        assert.ok(Number(soh) > 735_000 && Number(soh) <= 750_000, String(soh));
      }
      assert.deepEqual(await operator.assess({ body }, options), first);
      const { items } = await consortium.admin('user').getCondition({ batteryId: id });
      assert.equal(items.filter(({ record }) => record.kind === 'assessment').length, 2);
      assert.equal((await refusal(consortium.admin('producer').getCondition({ batteryId: id }))).code, 'FORBIDDEN');
      const absent = await refusal(operator.assess({ body: { items: [{ batteryId: id, chunk: 99 }] } }));
      assert.equal(absent.code, 'NOT_FOUND');
    });

    for (const [step, moment] of [
      ['anchor', 'after'],
      ['record-usage', 'before'],
      ['record-usage', 'after'],
    ] as const) {
      it(`is finished once when the gateway was killed ${moment} the step ${step}`, async () => {
        const chunk = 10 + ['anchor', 'record-usage'].indexOf(step) + (moment === 'after' ? 2 : 0);
        const options = { idempotencyKey: `integration-telemetry-${step}-${moment}` };
        const body = { chunks: [posted(chunk)] };
        await consortium.close('operator');
        try {
          const doomed = await consortium.spawn('operator', { WATTPASS_FAULT: `post-telemetry/${step}:${moment}` });
          await assert.rejects(consortium.admin('operator', doomed.url).postTelemetry({ body }, options));
          assert.equal(await doomed.ended, 'SIGKILL');
        } finally {
          await consortium.open('operator');
        }
        const operator = consortium.admin('operator');
        const again = await until(() => operator.postTelemetry({ body }, options));
        const uses = (await operator.getUsage({ batteryId: id })).items.filter(({ record }) => record.chunk === chunk);
        assert.deepEqual(
          uses.map((use) => use.id),
          again.usageIds,
        );
        assert.equal(again.anchors[0]?.chunk, chunk);
      });
    }
  });
});

async function signIn(consortium: ConsortiumFixture, organisation: string, name: string): Promise<Client> {
  const role = organisation as 'producer' | 'operator';
  const { apiKey } = await consortium.admin(organisation).createAccount({ body: { kind: 'person', name, role } });
  return consortium.client(organisation, apiKey);
}
