// SPDX-License-Identifier: Apache-2.0
import type { Agreement, BatteryStatus, Move, Party } from '@wattpass/chaincode/domain';
import type { Certified } from '@wattpass/chaincode/ledger/actor.js';
import { keys } from '@wattpass/chaincode/ledger/keys.js';
import { actors, partyOf, person } from './actors.js';
import { consortiumOfSix, type ContractRunner } from './contract-runner.js';

/** Organisations with the right roles that have no part in anything: wrong parties rather than wrong roles. */
export const strangers = {
  producer: person('ProducerTwoMSP', 'pia', { role: 'producer' }),
  carrier: person('CarrierTwoMSP', 'carla', { role: 'logistics' }),
  operator: person('OperatorTwoMSP', 'oskar', { role: 'operator' }),
  recycler: person('RecyclerTwoMSP', 'remy', { role: 'recycler' }),
} as const;

/** The six organisations and the strangers. */
export function consortiumWithStrangers(parameters: { claimWindowSeconds?: number } = {}): ContractRunner {
  return consortiumOfSix(parameters, [
    { mspId: 'ProducerTwoMSP', name: 'Producer Two', role: 'producer' },
    { mspId: 'CarrierTwoMSP', name: 'Carrier Two', role: 'logistics' },
    { mspId: 'OperatorTwoMSP', name: 'Operator Two', role: 'operator' },
    { mspId: 'RecyclerTwoMSP', name: 'Recycler Two', role: 'recycler' },
  ]);
}

/** Three batteries that travel together. */
export const travellers = ['09521234543213-T1', '09521234543213-T2', '09521234543213-T3'] as const;

/** Puts a battery's hot record on the ledger. */
export function seedStatus(
  runner: ContractRunner,
  batteryId: string,
  holder: Certified,
  rest?: Partial<BatteryStatus>,
) {
  const party: Party = partyOf(holder);
  const status: BatteryStatus = {
    batteryId,
    status: 'manufactured',
    since: '2026-01-31T08:00:00.000Z',
    title: party,
    custody: party,
    ...rest,
  };
  runner.seed(keys.status(batteryId), status);
}

/** Puts an offer of custody by the holder on the ledger, open since now or run out since. Its id is that of the move. */
export function seedOffer(runner: ContractRunner, batteryId: string, holder: Certified, expiresAt: string): string {
  const id = 'c'.repeat(32);
  const move: Move = {
    id,
    batteryId,
    kind: 'custody',
    from: partyOf(holder),
    to: { mspId: 'RecyclerMSP', role: 'recycler' },
    status: 'offered',
    offeredAt: '2026-01-31T08:00:00.000Z',
    expiresAt,
    ruleVersion: 1,
  };
  runner.seed(keys.move(batteryId, id), move);
  seedStatus(runner, batteryId, holder, { openCustodyMove: id });
  return id;
}

/** Who holds a battery now. */
export function custodyOf(runner: ContractRunner, batteryId: string): Party {
  const bytes = runner.state.get(`\u0000status\u0000${batteryId}\u0000`)?.value ?? Buffer.from('{}');
  const status = JSON.parse(Buffer.from(bytes).toString('utf8')) as BatteryStatus;
  return status.custody;
}

/** An instant this many seconds ahead. */
export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

/** What the parties of the journeys agree. */
export const thresholds = { shockMilliG: 3000, minMilliCelsius: -10_000, maxMilliCelsius: 45_000 } as const;

const stages = ['offered', 'accepted', 'inTransit', 'arrived', 'delivered'] as const;

/**
 * Takes the travellers from the producer with the carrier towards the operator, up to a stage.
 * @param scanned what the operator scans on delivery.
 */
export async function journeyTo(
  runner: ContractRunner,
  stage: (typeof stages)[number],
  { batchId = 'B-1', scanned = travellers }: { batchId?: string; scanned?: readonly string[] } = {},
): Promise<Agreement> {
  const { producer, logistics, operator } = actors;
  for (const batteryId of travellers) {
    seedStatus(runner, batteryId, producer);
  }
  await runner.submit(producer, 'logistics:createBatch', {
    id: batchId,
    batteryIds: [...travellers],
    receiver: partyOf(operator),
    date: '2026-11-22',
  });
  const offered = await runner.submit(producer, 'logistics:offerAgreement', {
    key: `offer-of-${batchId}`,
    batchId,
    carrier: logistics.mspId,
    thresholds,
    dueAt: inSeconds(3600),
  });
  const agreementId = offered.id;
  const steps = [
    () => runner.submit(logistics, 'logistics:acceptAgreement', { agreementId }),
    () => runner.submit(logistics, 'logistics:pickUp', { agreementId, scanned: [...travellers] }),
    () => runner.submit(logistics, 'logistics:arrive', { agreementId }),
    () => runner.submit(operator, 'logistics:receive', { agreementId, scanned: [...scanned] }),
  ];
  let agreement = offered;
  for (const next of steps.slice(0, stages.indexOf(stage))) {
    agreement = await next();
  }
  return agreement;
}
