// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { AnswerOf } from '@wattpass/gateway-api/client';
import { startConsortium, type RunningConsortium } from '@wattpass/launch/internal/consortium/running-consortium.js';
import { temporaryState, type StateDirectory } from '@wattpass/launch';
import { testLedgerKind } from '../../support/ledger/test-ledger.js';
import { delegatesOf } from '../../support/market/delegates.js';
import { hireValidator, type HiredValidator } from '../../support/market/hired-validators.js';
import { RestMarket, type Trader } from '../../support/market/rest-market.js';

/** As voted for this test: rounds are short, and there are two of them. */
const ROUND_SECONDS = 5;
const VOTE_SECONDS = 8;
const organisations = ['producer', 'logistics', 'operator', 'user', 'station', 'recycler'] as const;
/** Energy that each slot trades, Wh. */
const ENERGY = 5_000;

/** What a member, or an organisation, does about a clearing; nothing where it is killed or silent. */
type Deed = 'accept' | 'reject' | 'silent';
type Committee = AnswerOf<'getCommittee'>['committee'];

describe('a committee of seven on the ledger, up to a third of it faulty', function () {
  this.timeout(300_000);
  let state: StateDirectory;
  let consortium: RunningConsortium;
  let market: RestMarket;
  let traders: Trader[];
  let stop = (): Promise<void> => Promise.resolve(); // a skipped run has nothing to stop
  const validators = new Map<string, HiredValidator>();

  before(async function () {
    const now = new Date();
    if (now.getUTCHours() === 0 && now.getUTCMinutes() < 10) {
      process.stderr.write('skipped: the ranking of a day is taken from ten minutes after midnight UTC on\n');
      this.skip();
    }
    this.timeout(900_000); // a network of real Fabric on a busy machine takes minutes
    state = temporaryState();
    consortium = await startConsortium({ state, ledger: testLedgerKind, validators: 'off' });
    stop = async () => {
      await consortium.stop();
      state.release();
    };
    market = await RestMarket.open('north', delegatesOf(consortium));
    const parameters = {
      committeeRoundSeconds: ROUND_SECONDS,
      committeeRounds: 2,
      organisationVoteSeconds: VOTE_SECONDS,
    };
    await market.vote({ kind: 'setParameters', parameters });
    traders = await market.traders(28);
    const sponsors = traders.splice(0, 4);
    for (const role of ['producer', 'logistics', 'user', 'station', 'recycler'] as const) {
      const own = await hireValidator(consortium, market, role);
      validators.set(own.id, own);
    }
    for (const [index, sponsor] of sponsors.entries()) {
      const hired = await hireValidator(consortium, market, organisations[index % 2] ?? 'producer', sponsor);
      validators.set(hired.id, hired);
    }
    const { ranked } = await market.clients.user.takeRanking({ body: { day: now.toISOString().slice(0, 10) } });
    assert.equal(ranked.filter(({ excluded }) => excluded === undefined).length, 9);
  });

  after(async () => {
    await stop();
  });

  /** Two traders, a slot in which they trade, and its committee. */
  async function clearedSlot(): Promise<{ slot: string; pair: readonly [Trader, Trader]; committee: Committee }> {
    const { leag, clients } = market;
    const pair = traders.splice(0, 2) as [Trader, Trader];
    const slot = await market.slot();
    await market.fund(slot, 'balancing', 1_000_000);
    const orders = [market.order(pair[0], slot), market.order(pair[1], slot, { side: 'sell', limit: 120_000 })];
    await clients.user.placeOrders({ leag, slot, body: { orders } });
    await clients.user.closeSlot({ leag, slot });
    await clients.user.clearSlot({ leag, slot });
    const { committee } = await clients.user.getCommittee({ leag, slot });
    return { slot, pair, committee };
  }

  async function attest(
    slot: string,
    { bookRoot, resultHash }: Committee,
    validator: string,
    deed: Deed,
  ): Promise<void> {
    const hired = validators.get(validator);
    assert.ok(hired);
    if (deed !== 'silent') {
      const reason = deed === 'reject' ? { reason: 'the clearing gives another result' } : {};
      const body = { bookRoot, resultHash, verdict: deed, ...reason };
      await hired.client.attestSlot({ leag: market.leag, slot, body });
    }
  }

  /** Lets each member do its deed, all at once. */
  async function letMembers(slot: string, committee: Committee, deeds: readonly Deed[]): Promise<void> {
    await Promise.all(
      committee.members.map(({ validator }, seat) => attest(slot, committee, validator, deeds[seat] ?? 'accept')),
    );
  }

  async function letOrganisations(slot: string, deeds: readonly Deed[]): Promise<void> {
    const { leag, clients } = market;
    await Promise.all(
      organisations.map(async (role, index) => {
        const deed = deeds[index] ?? 'silent';
        if (deed !== 'silent') {
          await clients[role].judgeSlot({ leag, slot, body: { approve: deed === 'accept' } });
        }
      }),
    );
  }

  const advance = (slot: string): Promise<Committee> =>
    market.clients.user.advanceCommittee({ leag: market.leag, slot });

  /** Once the round, or the vote, is over. */
  const overtime = (seconds: number): Promise<void> => pause(seconds * 1000 + 500);

  async function settles(slot: string, [buyer, seller]: readonly [Trader, Trader]): Promise<void> {
    const { leag, clients } = market;
    const items = [
      market.reading(buyer, slot, 'import', { start: 0, energy: ENERGY }),
      market.reading(seller, slot, 'export', { start: 0, energy: ENERGY }),
    ];
    await clients.user.recordReadings({ leag, slot, body: { items } });
    assert.equal((await clients.user.settleSlot({ leag, slot })).slot.state, 'SETTLED');
  }

  async function neverSettles(slot: string, pair: readonly [Trader, Trader], reason: string): Promise<void> {
    const { leag, clients } = market;
    await assert.rejects(clients.user.settleSlot({ leag, slot }), { code: 'ILLEGAL_STATUS' });
    const { slot: voided } = await clients.user.voidSlot({ leag, slot });
    assert.equal(voided.voided?.reason, reason);
    const held = await market.holdings(
      pair.map(({ home }) => home),
      pair.map(({ key }) => key),
    );
    assert.equal(held, 200_000_000);
  }

  const few: readonly (readonly [string, readonly Deed[]])[] = [
    ['nobody', []],
    ['one that is killed', ['silent']],
    ['two that are killed', ['silent', 'silent']],
    ['one that lies', ['reject']],
    ['two that lie', ['reject', 'reject']],
    [
      'the first that lies and the last that is silent',
      ['reject', 'accept', 'accept', 'accept', 'accept', 'accept', 'silent'],
    ],
  ];
  for (const [who, deeds] of few) {
    it(`settles what is right with ${who} at fault, in the first round`, async () => {
      const { slot, pair, committee } = await clearedSlot();
      assert.deepEqual([committee.members.length, committee.quorum, committee.substitutes.length], [7, 5, 2]);
      await letMembers(slot, committee, deeds);
      const { conclusion, round } = await advance(slot);
      assert.deepEqual([conclusion, round], ['attested', 1]);
      await settles(slot, pair);
    });
  }

  it('gives the seats of three silent members to the next in line, and settles in the second round', async () => {
    const { slot, pair, committee } = await clearedSlot();
    await letMembers(slot, committee, ['silent', 'silent', 'silent']);
    assert.equal((await advance(slot)).conclusion, undefined);
    await overtime(ROUND_SECONDS);
    const second = await advance(slot);
    assert.deepEqual([second.round, second.replaced.length], [2, 2]);
    const fresh = second.members.filter(({ from }) => from === 2);
    await Promise.all(fresh.map(({ validator }) => attest(slot, second, validator, 'accept')));
    assert.equal((await advance(slot)).conclusion, 'attested');
    const gone = committee.members[0]?.validator ?? '';
    await assert.rejects(attest(slot, committee, gone, 'accept'), { code: 'FORBIDDEN' });
    await settles(slot, pair);
  });

  it('lets the organisations decide when rounds pass in silence; two of them lie in vain', async () => {
    const { slot, pair, committee } = await clearedSlot();
    await letMembers(slot, committee, ['silent', 'silent', 'silent', 'silent', 'silent', 'silent', 'silent']);
    await overtime(ROUND_SECONDS);
    assert.equal((await advance(slot)).round, 2);
    await overtime(ROUND_SECONDS);
    const { vote } = await advance(slot);
    assert.deepEqual([vote?.voters.length, vote?.needed], [6, 4]);
    await letOrganisations(slot, ['reject', 'reject', 'accept', 'accept', 'accept']);
    assert.equal((await advance(slot)).conclusion, undefined);
    await letOrganisations(slot, ['silent', 'silent', 'silent', 'silent', 'silent', 'accept']);
    assert.equal((await advance(slot)).conclusion, 'approved');
    await settles(slot, pair);
  });

  it('never settles what five members find wrong, though two accept it and two organisations approve', async () => {
    const { slot, pair, committee } = await clearedSlot();
    await letMembers(slot, committee, ['accept', 'accept', 'reject', 'reject', 'reject', 'reject', 'reject']);
    const { vote, conclusion } = await advance(slot); // at once: no quorum is left
    assert.deepEqual([vote?.needed, conclusion], [4, undefined]);
    await letOrganisations(slot, ['accept', 'accept', 'reject', 'reject', 'reject']);
    assert.equal((await advance(slot)).conclusion, 'rejected');
    await neverSettles(slot, pair, 'attestation rejected');
  });

  it('never settles what nobody speaks about', async () => {
    const { slot, pair } = await clearedSlot();
    for (let step = 0; step < 2; step += 1) {
      await overtime(ROUND_SECONDS);
      await advance(slot);
    }
    await overtime(VOTE_SECONDS);
    assert.equal((await advance(slot)).conclusion, 'expired');
    await neverSettles(slot, pair, 'attestation expired');
  });

  it('suspends who says two things, with the proof on the ledger, until the members let it sit again', async () => {
    const { leag, clients } = market;
    const { slot, pair, committee } = await clearedSlot();
    const validator = committee.members[0]?.validator ?? '';
    await attest(slot, committee, validator, 'accept');
    await attest(slot, committee, validator, 'accept'); // the same again is no second thing
    const statusOf = async () =>
      (await clients.user.listValidators({ limit: 100 })).items.find(({ id }) => id === validator)?.status;
    assert.equal(await statusOf(), 'active');
    await attest(slot, committee, validator, 'reject');
    assert.equal(await statusOf(), 'suspended');
    const { proofs } = await clients.station.listDoubleVerdicts({ validator });
    assert.deepEqual(
      proofs.map(({ first, second }) => [first.verdict, second.verdict]),
      [['accept', 'reject']],
    );
    await letMembers(slot, committee, ['silent', 'reject']);
    assert.equal((await advance(slot)).conclusion, 'attested'); // five of the others
    await settles(slot, pair);

    const next = await clearedSlot();
    await assert.rejects(attest(next.slot, next.committee, validator, 'accept'), { code: 'ILLEGAL_STATUS' });
    await market.vote({ kind: 'reinstateValidator', validator, reason: 'its disk was restored from a backup' });
    await attest(next.slot, next.committee, validator, 'accept');
    const { attestations } = await clients.user.getCommittee({ leag, slot: next.slot });
    assert.deepEqual(
      attestations.map(({ doubled }) => doubled),
      [false],
    );
  });

  it('keeps every unit of money', async () => {
    const { supply, issued, redeemed } = await market.clients.user.getSupply();
    assert.deepEqual([supply, redeemed], [issued, '0']);
  });
});
