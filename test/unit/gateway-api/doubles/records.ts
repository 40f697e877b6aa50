// SPDX-License-Identifier: Apache-2.0

/** Records as the ledger would answer them; every value is made up. */
export const at = '2026-03-01T08:00:00Z';
export const recordId = '0123456789abcdef0123456789abcdef';
export const otherId = 'fedcba9876543210fedcba9876543210';
export const hash = 'ab'.repeat(32);
export const gtin = '09521234543213';
export const batteryId = `${gtin}-S1`;
export const passportId = `urn:wattpass:${recordId}`;

export const producer = { mspId: 'ProducerMSP', role: 'producer' };
export const operator = { mspId: 'OperatorMSP', role: 'operator' };

export const publicPoints = {
  manufacturerName: 'Cellworks',
  modelName: 'CW-18650',
  manufacturingPlace: 'Erfurt',
  manufacturedOn: '2026-01-31',
  massGrams: 45,
  chemistryFamily: 'NCA',
};

export const factoryData = {
  manufacturer: 'Cellworks',
  model: 'CW-18650',
  ratedCapacityMilliampHours: 2000,
  nominalVoltageMillivolts: 3600,
  ratedEnergyMilliwattHours: 7200,
  chargeRateMilliC: 750,
  dischargeRateMilliC: 1000,
  chemistry: 'NCA',
  composition: [{ material: 'nickel', shareMillionths: 480000 }],
  idCodes: [],
};

export const battery = {
  gtin,
  serial: 'S1',
  category: 'ev',
  publicPoints,
  factoryCommitment: hash,
  id: batteryId,
  producer: 'ProducerMSP',
  registeredAt: at,
  registeredKey: 'register-0001',
  factory: 'sealed',
};

export const status = {
  batteryId,
  status: 'manufactured',
  since: at,
  title: producer,
  custody: producer,
  passportId,
};

export const move = {
  id: recordId,
  batteryId,
  kind: 'title',
  from: producer,
  to: operator,
  status: 'offered',
  offeredAt: at,
  expiresAt: '2026-03-31T08:00:00Z',
  ruleVersion: 1,
};

export const passport = {
  id: passportId,
  batteryId,
  generation: 1,
  life: 'original',
  status: 'active',
  issuedBy: 'ProducerMSP',
  issuedAt: at,
};

export const certificate = {
  id: recordId,
  batteryId,
  kind: 'repurposed',
  evidenceCommitment: hash,
  status: 'announced',
  issuedBy: 'RecyclerMSP',
  announcedAt: at,
  ruleVersion: 1,
};

export const evidence = {
  soh: 810000,
  testStandard: 'UL 1974',
  testedAt: at,
  results: [{ test: 'insulation', passed: true }],
  statement: 'fit for stationary use',
};

export const batch = {
  id: 'batch-1',
  consignor: producer,
  receiver: operator,
  batteryIds: [batteryId],
  count: 1,
  date: '2026-03-01',
  createdAt: at,
};

export const thresholds = { shockMilliG: 4000, minMilliCelsius: -10000, maxMilliCelsius: 45000 };

export const agreement = {
  id: recordId,
  batchId: 'batch-1',
  consignor: producer,
  carrier: 'LogisticsMSP',
  receiver: operator,
  thresholds,
  dueAt: '2026-03-05T08:00:00Z',
  status: 'offered',
  offeredAt: at,
  discrepancies: [],
  ruleVersion: 1,
};

export const claim = {
  id: recordId,
  agreementId: otherId,
  kind: 'shock',
  batteryIds: [batteryId],
  statement: 'a shock above the threshold',
  claimant: operator,
  carrier: 'LogisticsMSP',
  status: 'open',
  openedAt: at,
  ruleVersion: 1,
};

export const proposal = {
  id: recordId,
  change: { kind: 'suspendMember', mspId: 'UserMSP', reason: 'fees unpaid' },
  proposedBy: 'OperatorMSP',
  proposedAt: at,
  status: 'open',
};
