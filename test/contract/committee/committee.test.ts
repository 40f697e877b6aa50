// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {
  closeSlotCommittee,
  conclusionOf,
  drawSlotCommittee,
  requireAttested,
} from '@wattpass/chaincode/contracts/committee/slot.js';
import { canonicalJson, type Change, type RuleVersion } from '@wattpass/chaincode/domain';
import { enrolled } from '@wattpass/chaincode/domain/reputation/standing-rules.js';
import { actorIdOf, type Certified } from '@wattpass/chaincode/ledger/actor.js';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { rulesInForce } from '@wattpass/chaincode/ledger/registry.js';
import { actors, delegates, organisations, person } from '../../support/actors.js';
import { bookRoot, resultHash, slot } from '../../support/committees.js';
import { consortiumOfSix, type ContractRunner } from '../../support/contract-runner.js';
import { step } from '../../support/contract-step.js';
import { refused } from '../../support/refused.js';
import { header, signedBy, testLedger, walletKey } from '../../support/wallet-keys.js';

const payTo = 'fa'.repeat(32);
/** Noon of a day gone by: rankings are taken from ten minutes after midnight (UTC) on. */
const noon = Date.parse('2026-11-20T12:00:00Z');
const day = (later = 0) => new Date(noon + later * 86_400_000).toISOString().slice(0, 10);
const services = organisations.map(({ mspId, role }) => person(mspId, 'validator', { role }));
const [producer, logistics, operator, user, station] = services as [
  Certified,
  Certified,
  Certified,
  Certified,
  Certified,
];
const idOf = actorIdOf;
const accept = { slot, bookRoot, resultHash, verdict: 'accept' } as const;
const reject = { slot, bookRoot, resultHash: 'dd'.repeat(32), verdict: 'reject', reason: 'another price' } as const;
let rules: RuleVersion;

function consortium(): ContractRunner {
  const runner = consortiumOfSix();
  runner.clock = () => noon;
  return runner;
}

/** A consortium in which each organisation has a validator, ranked for today. The recycler will run the LEAG. */
async function ranked(): Promise<ContractRunner> {
  const runner = consortium();
  for (const service of services) {
    await sponsoredBy(runner, service);
  }
  await takeRanking(runner);
  await step(runner, async (ledger, now) => {
    rules = await rulesInForce(ledger, now);
  });
  return runner;
}

async function sponsoredBy(runner: ContractRunner, service: Certified): Promise<void> {
  const sponsor = { kind: 'organisation', mspId: service.mspId } as const;
  await runner.submit(service, 'committee:applyAsValidator', { sponsor, payTo });
  const delegate = Object.values(delegates).find(({ mspId }) => mspId === service.mspId)!;
  await runner.submit(delegate, 'committee:sponsorValidator', { validator: idOf(service) });
}

const takeRanking = (runner: ContractRunner) => runner.submit(actors.user, 'committee:takeRanking', { day: day() });

function draw(runner: ContractRunner) {
  return step(runner, (ledger, now) =>
    drawSlotCommittee(
      ledger,
      { slot, bookRoot, resultHash, rules, operator: 'RecyclerMSP', traders: new Set<string>() },
      now,
    ),
  );
}

const advance = (runner: ContractRunner) => runner.submit(actors.user, 'committee:advance', { slot });
const view = (runner: ContractRunner) => runner.evaluate(actors.user, 'committee:get', { slot });

describe('a validator', () => {
  it('is sponsored by its organisation, which has one at a time', async () => {
    const runner = consortium();
    const sponsor = { kind: 'organisation', mspId: 'UserMSP' } as const;
    const applied = await runner.submit(user, 'committee:applyAsValidator', { sponsor, payTo });
    assert.equal(applied.status, 'applied');
    assert.deepEqual(await runner.submit(user, 'committee:applyAsValidator', { sponsor, payTo }), applied);
    await refused('ALREADY_EXISTS', runner.submit(user, 'committee:applyAsValidator', { sponsor, payTo: bookRoot }));
    const second = person('UserMSP', 'second', { role: 'user' });
    await refused('CONFLICT', runner.submit(second, 'committee:applyAsValidator', { sponsor, payTo }));
    await refused('FORBIDDEN', runner.submit(station, 'committee:applyAsValidator', { sponsor, payTo }));
    const validator = idOf(user);
    await refused('FORBIDDEN', runner.submit(delegates.station, 'committee:sponsorValidator', { validator }));
    const active = await runner.submit(delegates.user, 'committee:sponsorValidator', { validator });
    assert.equal(active.status, 'active');
    await refused('FORBIDDEN', runner.submit(actors.user, 'committee:retireValidator', { validator }));
    await runner.submit(delegates.user, 'committee:retireValidator', { validator });
    const next = await runner.submit(second, 'committee:applyAsValidator', { sponsor, payTo });
    assert.equal(next.status, 'applied');
    const { items } = await runner.evaluate(actors.user, 'committee:validators', {});
    assert.deepEqual(items.map(({ status }) => status).sort(), ['applied', 'retired']);
  });
});

describe('a validator of a participant', () => {
  const key = walletKey();
  const sponsor = { kind: 'participant', participant: key.address } as const;
  const validator = idOf(user);

  async function market(): Promise<ContractRunner> {
    const runner = consortium();
    runner.seed(keys.ledgerIdentity(), testLedger);
    const { parameters } = await defaultRules(runner);
    runner.seed(keys.reputation(key.address), enrolled(key.address, `${day()}T00:00:00Z`, parameters));
    return runner;
  }

  const consentTo = (facts: object) => {
    const payload = { ...header('committee:applyAsValidator'), participant: key.address, validator, ...facts };
    return { payload, signature: signedBy(key, payload) };
  };

  it('sits with a signature of its sponsor, and ranks by its score', async () => {
    const runner = await market();
    const request = { sponsor, payTo, consent: consentTo({}) };
    assert.equal((await runner.submit(user, 'committee:applyAsValidator', request)).status, 'active');
    const { ranked: line } = await takeRanking(runner);
    assert.deepEqual(
      line.map(({ reputation, sponsor: by }) => [reputation, by]),
      [[500_000, sponsor]],
    );
  });

  it('is refused without it, with one for another validator, and with one that was tampered with', async () => {
    const runner = await market();
    const applyWith = (consent: object | undefined) =>
      runner.submit(user, 'committee:applyAsValidator', { sponsor, payTo, ...(consent && { consent }) } as never);
    assert.equal((await refused('RULE_VIOLATION', applyWith(undefined))).data['rule'], 'consentOfSponsor');
    const other = consentTo({ validator: idOf(station) });
    assert.equal((await refused('RULE_VIOLATION', applyWith(other))).data['rule'], 'consentOfSponsor');
    const { payload, signature } = consentTo({ validator: idOf(station) });
    await refused('SIGNATURE_INVALID', applyWith({ payload: { ...payload, validator }, signature }));
    await refused('PAYLOAD_EXPIRED', applyWith(consentTo({ notAfter: '2020-01-01T00:00:00Z' })));
  });
});

describe('a ranking', () => {
  it('is taken once, and lists the sponsored validators', async () => {
    const runner = await ranked();
    const first = await runner.evaluate(actors.user, 'committee:ranking', { day: day() });
    assert.deepEqual(first.ranked.map(({ validator }) => validator).sort(), services.map(idOf).sort());
    assert.ok(first.ranked.every(({ reputation, duty }) => reputation === 500_000 && duty === 1_000_000));
    assert.deepEqual(await takeRanking(runner), first);
    await refused('RULE_VIOLATION', runner.submit(actors.user, 'committee:takeRanking', { day: day(1) }));
    await refused('NOT_FOUND', runner.evaluate(actors.user, 'committee:ranking', { day: day(-3) }));
  });

  it('takes duty and rest from what became of the slots before, though a day was left out', async () => {
    const runner = await ranked();
    const duties = [
      { validator: idOf(user), duty: 'refuted' },
      { validator: idOf(station), duty: 'missed' },
    ];
    const outcome = (later: number, of: object[]) => ({
      slot,
      resultHash,
      duties: of,
      at: `${day(later)}T12:00:00.000Z`,
    });
    const fresh = consortium();
    for (const service of services) {
      await sponsoredBy(fresh, service);
    }
    fresh.seed(keys.slotOutcome(day(-2), 'north', 'a'), outcome(-2, duties));
    fresh.seed(keys.slotOutcome(day(-1), 'north', 'b'), outcome(-1, [{ validator: idOf(station), duty: 'timely' }]));
    const { ranked: line, seed } = await takeRanking(fresh);
    const of = (service: Certified) => line.find(({ validator }) => validator === idOf(service));
    assert.deepEqual([of(user)?.duty, of(user)?.excluded, of(user)?.outUntil], [500_000, 'out', day(5)]);
    assert.deepEqual([of(station)?.duty, of(station)?.resting], [960_000, true]);
    assert.equal(line.at(-1)?.validator, idOf(station));
    assert.notEqual(seed, (await runner.evaluate(actors.user, 'committee:ranking', { day: day() })).seed);
  });

  it('leaves out validators of barred participants', async () => {
    const runner = consortium();
    const sponsor = 'ab'.repeat(32);
    const reputation = enrolled(sponsor, `${day()}T00:00:00Z`, (await defaultRules(runner)).parameters);
    const trust = { ...reputation.trust, sellerBarred: true };
    runner.seed(keys.reputation(sponsor), { ...reputation, trust });
    runner.seed(keys.validator(idOf(user)), {
      id: idOf(user),
      mspId: 'UserMSP',
      sponsor: { kind: 'participant', participant: sponsor },
      payTo,
      status: 'active',
      since: `${day()}T00:00:00Z`,
    });
    assert.deepEqual(
      (await takeRanking(runner)).ranked.map(({ excluded }) => excluded),
      ['barred'],
    );
  });
});

async function defaultRules(runner: ContractRunner): Promise<RuleVersion> {
  return step(runner, (ledger, now) => rulesInForce(ledger, now));
}

describe("a slot's committee", () => {
  it('attests with four of five, and the LEAG has no seat', async () => {
    const runner = await ranked();
    const { members, quorum } = await draw(runner);
    assert.deepEqual(
      members.map(({ validator }) => validator).sort(),
      [producer, logistics, operator, user, station].map(idOf).sort(),
    );
    assert.equal(quorum, 4);
    for (const service of [producer, logistics, operator]) {
      await runner.submit(service, 'committee:attest', accept);
    }
    assert.equal((await advance(runner)).conclusion, undefined);
    const open = step(runner, (ledger) => requireAttested(ledger, slot, resultHash));
    assert.deepEqual((await refused('ILLEGAL_STATUS', open)).data['status'], 'open');
    await runner.submit(user, 'committee:attest', accept);
    assert.equal((await view(runner)).next, 'conclude');
    assert.equal((await advance(runner)).conclusion, 'attested');
    await step(runner, (ledger) => requireAttested(ledger, slot, resultHash));
    await refused(
      'ILLEGAL_STATUS',
      step(runner, (ledger) => requireAttested(ledger, slot, bookRoot)),
    );
    assert.equal(await step(runner, (ledger) => conclusionOf(ledger, slot)), 'attested');

    const pay = await step(runner, (ledger, now) =>
      closeSlotCommittee(ledger, { slot, resultHash, fees: 1_000_000n, rules }, now),
    );
    assert.deepEqual(
      pay.map(({ amount }) => amount),
      [50_000n, 50_000n, 50_000n, 50_000n],
    ); // a fifth, in four
    assert.ok(pay.every((each) => each.payTo === payTo && each.validator !== idOf(station)));
  });

  it('hears members only, once, and keeps what they said', async () => {
    const runner = await ranked();
    await draw(runner);
    const first = await runner.submit(user, 'committee:attest', accept);
    assert.deepEqual([first.verdict, first.timely, first.doubled], ['accept', true, false]);
    assert.deepEqual(await runner.submit(user, 'committee:attest', accept), first);
    await refused('NOT_FOUND', runner.submit(actors.user, 'committee:attest', accept));
    await refused('FORBIDDEN', runner.submit(services[5]!, 'committee:attest', accept)); // the LEAG's own
    const other = { ...accept, resultHash: bookRoot };
    assert.equal(
      (await refused('RULE_VIOLATION', runner.submit(station, 'committee:attest', other))).data['rule'],
      'otherResult',
    );
    const { reason, ...silent } = reject;
    assert.ok(reason);
    assert.equal(
      (await refused('RULE_VIOLATION', runner.submit(station, 'committee:attest', silent))).data['rule'],
      'reasonNeeded',
    );
  });

  it('does not conflict when members attest at once', async () => {
    const runner = await ranked();
    await draw(runner);
    const [one, two] = [
      await runner.endorse(user, 'committee:attest', accept),
      await runner.endorse(station, 'committee:attest', accept),
    ];
    one.commit();
    two.commit();
    assert.equal((await view(runner)).attestations.length, 2);
  });

  it('suspends a member at once that gives two different verdicts, and keeps the proof', async () => {
    const runner = await ranked();
    await draw(runner);
    await runner.submit(user, 'committee:attest', accept);
    const doubled = await runner.submit(user, 'committee:attest', reject);
    assert.equal(doubled.doubled, true);
    const validator = idOf(user);
    const { proofs } = await runner.evaluate(actors.user, 'committee:doubleVerdicts', { validator });
    assert.deepEqual([proofs[0]?.first.verdict, proofs[0]?.second.verdict, proofs.length], ['accept', 'reject', 1]);
    const { items } = await runner.evaluate(actors.user, 'committee:validators', {});
    assert.equal(items.find(({ id }) => id === validator)?.status, 'suspended');
    for (const service of [producer, logistics, operator]) {
      await runner.submit(service, 'committee:attest', accept);
    }
    assert.equal((await advance(runner)).conclusion, undefined); // neither word of the suspended counts
    await refused('ILLEGAL_STATUS', runner.submit(delegates.user, 'committee:retireValidator', { validator }));

    const change: Change = { kind: 'reinstateValidator', validator, reason: 'a fault, since mended' };
    const { id: proposalId } = await runner.submit(delegates.user, 'consortium:propose', { key: 'reinstate', change });
    for (const role of ['producer', 'logistics', 'operator', 'user'] as const) {
      await runner.submit(delegates[role], 'consortium:vote', { proposalId, approve: true });
    }
    await runner.submit(delegates.user, 'consortium:execute', { proposalId });
    const after = await runner.evaluate(actors.user, 'committee:validators', {});
    assert.equal(after.items.find(({ id }) => id === validator)?.status, 'active');
  });

  it('hands over to the organisations when two of five reject, who approve by majority', async () => {
    const runner = await ranked();
    await draw(runner);
    const attempt = runner.submit(delegates.user, 'committee:judge', { slot, approve: true });
    await refused('ILLEGAL_STATUS', attempt);
    for (const service of [user, station]) {
      await runner.submit(service, 'committee:attest', reject);
    }
    const { vote } = await advance(runner);
    assert.deepEqual([vote?.needed, vote?.voters.length], [4, 6]);
    for (const role of ['producer', 'logistics', 'operator'] as const) {
      await runner.submit(delegates[role], 'committee:judge', { slot, approve: true });
    }
    await refused('CONFLICT', runner.submit(delegates.operator, 'committee:judge', { slot, approve: false }));
    assert.equal((await advance(runner)).conclusion, undefined);
    await runner.submit(delegates.station, 'committee:judge', { slot, approve: true });
    assert.equal((await advance(runner)).conclusion, 'approved');
    await step(runner, (ledger, now) => closeSlotCommittee(ledger, { slot, resultHash, fees: 0n, rules }, now));
    const refuted = await step(runner, async (ledger, now) => {
      const bytes = await ledger.get(keys.slotOutcome(now.slice(0, 10), slot.leag, slot.slot));
      return JSON.parse(Buffer.from(bytes ?? []).toString()) as { duties: { validator: string; duty: string }[] };
    });
    const dutyOf = (service: Certified) => refuted.duties.find(({ validator }) => validator === idOf(service))?.duty;
    assert.deepEqual([user, station, producer].map(dutyOf), ['refuted', 'refuted', 'missed']);
  });

  it('never settles what the organisations reject', async () => {
    const runner = await ranked();
    await draw(runner);
    for (const service of [user, station]) {
      await runner.submit(service, 'committee:attest', reject);
    }
    await advance(runner);
    for (const role of ['producer', 'logistics', 'operator'] as const) {
      await runner.submit(delegates[role], 'committee:judge', { slot, approve: false });
    }
    assert.equal((await advance(runner)).conclusion, 'rejected');
    await refused(
      'ILLEGAL_STATUS',
      step(runner, (ledger) => requireAttested(ledger, slot, resultHash)),
    );
  });

  it('replaces silent members after a minute, and asks the organisations after three', async () => {
    const runner = await ranked();
    await draw(runner);
    await runner.submit(user, 'committee:attest', accept);
    const rounds: unknown[] = [];
    for (const minutes of [0, 1, 2, 3]) {
      runner.clockAhead = minutes * 61_000;
      const { round, vote } = await advance(runner);
      rounds.push([round, vote === undefined]);
    }
    // five of five are seated, so nobody can come in; the rounds pass all the same
    assert.deepEqual(rounds, [
      [1, true],
      [2, true],
      [3, true],
      [3, false],
    ]);
    const late = await runner.submit(station, 'committee:attest', accept);
    assert.equal(late.timely, false);
  });

  it('is none without validators: more than two thirds of the organisations must approve', async () => {
    const runner = consortium();
    rules = await defaultRules(runner);
    const { members, vote } = await draw(runner);
    assert.deepEqual([members, vote?.needed], [[], 5]);
    for (const { role } of organisations.slice(0, 5)) {
      await runner.submit(delegates[role], 'committee:judge', { slot, approve: true });
    }
    assert.equal((await advance(runner)).conclusion, 'approved');
    assert.ok(canonicalJson((await view(runner)).organisations).includes('UserMSP'));
  });
});
