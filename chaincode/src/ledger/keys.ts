// SPDX-License-Identifier: Apache-2.0

import type { Key } from './ledger.js';

/** Every key on the ledger. Numbers in keys are padded so that ranges run in their order. */
export const keys = {
  consortium: (): Key => ['consortium'],
  member: (mspId: string): Key => ['member', mspId],
  members: (): Key => ['member'],
  proposal: (id: string): Key => ['proposal', id],
  proposals: (): Key => ['proposal'],
  vote: (proposalId: string, mspId: string): Key => ['vote', proposalId, mspId],
  votes: (proposalId: string): Key => ['vote', proposalId],
  /** The current version of the rule parameters. */
  rules: (): Key => ['rules'],
  /** Which ledger this is, as signed payloads name it. */
  ledgerIdentity: (): Key => ['ledgerIdentity'],

  /** An organisation that may issue money. */
  issuer: (mspId: string): Key => ['issuer', mspId],
  issuers: (): Key => ['issuer'],
  /** Money put into or taken out of circulation. */
  issuance: (id: string): Key => ['issuance', id],
  issuances: (): Key => ['issuance'],
  /** One key for each issue or redemption of a day, which a range counts: a counter would be a hot key. */
  issuedOn: (kind: string, issuer: string, day: string, id: string): Key => [kind, issuer, day, id],
  allIssuedOn: (kind: string, issuer: string, day: string): Key => [kind, issuer, day],
  coin: (owner: string, id: string): Key => ['coin', owner, id],
  coinsOf: (owner: string): Key => ['coin', owner],
  coins: (): Key => ['coin'],
  note: (trader: string, id: string): Key => ['note', trader, id],
  notesOf: (trader: string): Key => ['note', trader],
  notes: (): Key => ['note'],
  withdrawal: (trader: string, noteId: string): Key => ['withdrawal', trader, noteId],
  withdrawalsOf: (trader: string): Key => ['withdrawal', trader],
  /** The parts of an escrow's reference follow its purpose, so that what belongs together forms one range. */
  escrow: (purpose: string, ...ref: string[]): Key => ['escrow', purpose, ...ref],
  escrows: (): Key => ['escrow'],
  /** What a member holds to be right in a dispute. */
  ruling: (disputeId: string, mspId: string): Key => ['ruling', disputeId, mspId],
  rulings: (disputeId: string): Key => ['ruling', disputeId],

  enrolment: (nullifier: string): Key => ['enrol', nullifier],
  /** LEAG to its vehicles, and to its pseudonyms. */
  enrolledWith: (leag: string, nullifier: string): Key => ['enrolledWith', leag, nullifier],
  enrolledWithAll: (leag: string): Key => ['enrolledWith', leag],
  trader: (pseudonym: string): Key => ['trader', pseudonym],
  traderOf: (leag: string, pseudonym: string): Key => ['traderOf', leag, pseudonym],
  tradersOf: (leag: string): Key => ['traderOf', leag],
  rotation: (leag: string, id: string): Key => ['rotation', leag, id],
  /** Vehicles that left without a name. */
  departure: (leag: string, id: string): Key => ['departure', leag, id],
  /** LEAG to the names under which vehicles came to it. */
  arrival: (leag: string, pseudonym: string): Key => ['arrival', leag, pseudonym],
  arrivals: (leag: string): Key => ['arrival', leag],
  linkOpening: (pseudonym: string, mspId: string): Key => ['linkOpening', pseudonym, mspId],

  reputation: (participant: string): Key => ['rep', participant],
  reputations: (): Key => ['rep'],
  /** What orders read of a participant; cold, where its reputation is hot. */
  trust: (participant: string): Key => ['trust', participant],

  validator: (id: string): Key => ['validator', id],
  validators: (): Key => ['validator'],
  /** Sponsor to its one validator. */
  sponsored: (sponsorId: string): Key => ['sponsored', sponsorId],
  ranking: (day: string): Key => ['ranking', day],
  slotCommittee: (leag: string, slot: string): Key => ['slotCommittee', leag, slot],
  /** A member's verdict, with the round in which it took its seat. */
  attestation: (leag: string, slot: string, round: number, validator: string): Key => [
    'att',
    leag,
    slot,
    padded(round),
    validator,
  ],
  organisationVerdict: (leag: string, slot: string, mspId: string): Key => ['organisationVerdict', leag, slot, mspId],
  doubleVerdict: (validator: string, leag: string, slot: string): Key => ['doubleVerdict', validator, leag, slot],
  doubleVerdicts: (validator: string): Key => ['doubleVerdict', validator],
  /** What became of a slot, under the day on which it was settled or voided. */
  slotOutcome: (day: string, leag: string, slot: string): Key => ['slotOutcome', day, leag, slot],
  slotOutcomes: (day: string): Key => ['slotOutcome', day],

  leag: (id: string): Key => ['leag', id],
  leags: (): Key => ['leag'],
  /** A line between two LEAGs. */
  regionalLine: (id: string): Key => ['regionalLine', id],
  slot: (leag: string, slot: string): Key => ['slot', leag, slot],
  slots: (leag: string): Key => ['slot', leag],
  /** One order a slot and pseudonym. */
  order: (leag: string, slot: string, trader: string): Key => ['order', leag, slot, trader],
  orders: (leag: string, slot: string): Key => ['order', leag, slot],
  sealedOrder: (leag: string, slot: string, trader: string): Key => ['sealedOrder', leag, slot, trader],
  sealedOrders: (leag: string, slot: string): Key => ['sealedOrder', leag, slot],
  /** The result of clearing a slot, and what it gave each order. */
  cleared: (leag: string, slot: string): Key => ['cleared', leag, slot],
  fill: (leag: string, slot: string, trader: string): Key => ['fill', leag, slot, trader],
  fills: (leag: string, slot: string): Key => ['fill', leag, slot],
  /** That a trader announced a shortfall in time. */
  notice: (leag: string, slot: string, trader: string): Key => ['notice', leag, slot, trader],
  notices: (leag: string, slot: string): Key => ['notice', leag, slot],
  meter: (id: string): Key => ['meter', id],
  reading: (leag: string, slot: string, trader: string): Key => ['reading', leag, slot, trader],
  readings: (leag: string, slot: string): Key => ['reading', leag, slot],
  dispute: (leag: string, slot: string, trader: string): Key => ['dispute', leag, slot, trader],
  disputes: (leag: string, slot: string): Key => ['dispute', leag, slot],
  /** What a member holds of a contested reading. */
  energyRuling: (leag: string, slot: string, trader: string, mspId: string): Key => [
    'energyRuling',
    leag,
    slot,
    trader,
    mspId,
  ],
  energyRulings: (leag: string, slot: string): Key => ['energyRuling', leag, slot],
  outcome: (leag: string, slot: string, trader: string): Key => ['outcome', leag, slot, trader],
  outcomes: (leag: string, slot: string): Key => ['outcome', leag, slot],

  battery: (id: string): Key => ['battery', id],
  batteries: (): Key => ['battery'],
  status: (batteryId: string): Key => ['status', batteryId],
  move: (batteryId: string, id: string): Key => ['move', batteryId, id],
  moves: (batteryId: string): Key => ['move', batteryId],
  passport: (batteryId: string, generation: number): Key => ['passport', batteryId, padded(generation)],
  passports: (batteryId: string): Key => ['passport', batteryId],
  /** Passport id to battery and generation. */
  passportIndex: (id: string): Key => ['passportIndex', id],
  certificate: (id: string): Key => ['certificate', id],
  /** Battery to its certificates. */
  certificateIndex: (batteryId: string, id: string): Key => ['certificateIndex', batteryId, id],
  certificatesOf: (batteryId: string): Key => ['certificateIndex', batteryId],

  batch: (id: string): Key => ['batch', id],
  batches: (): Key => ['batch'],
  agreement: (id: string): Key => ['agreement', id],
  agreements: (): Key => ['agreement'],
  /** Batch to the agreement last offered for it. */
  batchAgreement: (batchId: string): Key => ['batchAgreement', batchId],
  claim: (id: string): Key => ['claim', id],
  claims: (): Key => ['claim'],

  deviceKey: (batteryId: string, deviceId: string): Key => ['deviceKey', batteryId, deviceId],
  deviceKeys: (batteryId: string): Key => ['deviceKey', batteryId],
  anchor: (batteryId: string, chunk: number): Key => ['anchor', batteryId, padded(chunk)],
  anchors: (batteryId: string): Key => ['anchor', batteryId],

  learningTask: (id: string): Key => ['learningTask', id],
  learningTasks: (): Key => ['learningTask'],
  /** Where a task stands. */
  learningHead: (taskId: string): Key => ['learningHead', taskId],
  learningClient: (taskId: string, clientId: string): Key => ['learningClient', taskId, clientId],
  learningClients: (taskId: string): Key => ['learningClient', taskId],
  model: (taskId: string, version: number): Key => ['model', taskId, padded(version)],
  models: (taskId: string): Key => ['model', taskId],
  round: (taskId: string, round: number): Key => ['round', taskId, padded(round)],
  rounds: (taskId: string): Key => ['round', taskId],
  roundKeys: (taskId: string, round: number, clientId: string): Key => ['roundKeys', taskId, padded(round), clientId],
  allRoundKeys: (taskId: string, round: number): Key => ['roundKeys', taskId, padded(round)],
  update: (taskId: string, round: number, clientId: string): Key => ['update', taskId, padded(round), clientId],
  updates: (taskId: string, round: number): Key => ['update', taskId, padded(round)],
  roundAttestation: (taskId: string, round: number, mspId: string): Key => [
    'roundAttestation',
    taskId,
    padded(round),
    mspId,
  ],
  contributions: (taskId: string, round: number): Key => ['contributions', taskId, padded(round)],

  // In the implicit collection of the organisation that runs a LEAG
  vehicle: (nullifier: string): Key => ['vehicle', nullifier],
  link: (pseudonym: string): Key => ['link', pseudonym],
  /** Vehicle to the pseudonym it has now. */
  linkOfVehicle: (nullifier: string): Key => ['linkOfVehicle', nullifier],
  /** A vehicle's request to be let go, under the id of what lets it go, and whether it leaves under a name. */
  release: (id: string, nullifier: string, as: 'named' | 'unnamed'): Key => ['release', id, nullifier, as],

  // In private collections
  factory: (batteryId: string): Key => ['factory', batteryId],
  maintenance: (batteryId: string, id: string): Key => ['maintenance', batteryId, id],
  maintenanceOf: (batteryId: string): Key => ['maintenance', batteryId],
  /** The kind stands in the key, so that a hash alone shows that a record of recovered materials exists. */
  recycling: (batteryId: string, kind: string, id: string): Key => ['recycling', batteryId, kind, id],
  recyclingOf: (batteryId: string): Key => ['recycling', batteryId],
  certificateEvidence: (certificateId: string): Key => ['certificateEvidence', certificateId],
  detail: (agreementId: string, id: string): Key => ['detail', agreementId, id],
  detailsOf: (agreementId: string): Key => ['detail', agreementId],
  claimEvidence: (claimId: string): Key => ['claimEvidence', claimId],
  runMode: (batteryId: string, id: string): Key => ['runMode', batteryId, id],
  runModesOf: (batteryId: string): Key => ['runMode', batteryId],
  usage: (batteryId: string, id: string): Key => ['usage', batteryId, id],
  usageOf: (batteryId: string): Key => ['usage', batteryId],
  condition: (batteryId: string, id: string): Key => ['condition', batteryId, id],
  conditionOf: (batteryId: string): Key => ['condition', batteryId],
} as const;

function padded(value: number): string {
  return String(value).padStart(10, '0');
}
