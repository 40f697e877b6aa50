// SPDX-License-Identifier: Apache-2.0
// Generated from openapi.json by `npm run openapi -w gateway-api`. Do not edit.

/** See `Agreement` in openapi.json. */
export type Agreement = {
  readonly id: string;
  readonly batchId: string;
  readonly consignor: Party;
  readonly carrier: string;
  readonly receiver: Party;
  readonly thresholds: Thresholds;
  readonly dueAt: string;
  readonly status: 'offered' | 'accepted' | 'declined' | 'cancelled' | 'inTransit' | 'arrived' | 'delivered';
  readonly offeredAt: string;
  readonly decidedAt?: string;
  readonly pickedUpAt?: string;
  readonly arrivedAt?: string;
  readonly deliveredAt?: string;
  readonly discrepancies: readonly {
    readonly batteryId: string;
    readonly kind: 'missing' | 'damaged' | 'unexpected';
    readonly note?: string;
  }[];
  readonly ruleVersion: number;
};

/** See `Anchor` in openapi.json. */
export type Anchor = {
  readonly batteryId: string;
  readonly chunk: number;
  readonly root: string;
  readonly count: number;
  readonly deviceId: string;
  readonly signature: string;
  readonly operator: string;
  readonly anchoredAt: string;
};

/** See `Batch` in openapi.json. */
export type Batch = {
  readonly id: string;
  readonly consignor: Party;
  readonly receiver: Party;
  readonly batteryIds: readonly string[];
  readonly count: number;
  readonly date: string;
  readonly createdAt: string;
};

/** See `Battery` in openapi.json. */
export type Battery = {
  readonly gtin: string;
  readonly serial: string;
  readonly category: 'ev' | 'lmt' | 'industrial' | 'stationary';
  readonly batch?: string;
  readonly publicPoints: PublicPoints;
  readonly factoryCommitment: string;
  readonly id: string;
  readonly producer: string;
  readonly registeredAt: string;
  readonly registeredKey: string;
  readonly factory: 'announced' | 'sealed';
};

/** See `BatteryStatus` in openapi.json. */
export type BatteryStatus = {
  readonly batteryId: string;
  readonly status: BatteryStatusName;
  readonly since: string;
  readonly title: Party;
  readonly custody: Party;
  readonly openTitleMove?: string;
  readonly openCustodyMove?: string;
  readonly passportId?: string;
};

/** See `BatteryStatusName` in openapi.json. */
export type BatteryStatusName = 'announced' | 'manufactured' | 'commissioned' | 'inService' | 'inMaintenance' | 'retired' | 'evaluated' | 'refurbished' | 'certified' | 'recycled';

/** See `BatteryView` in openapi.json. */
export type BatteryView = {
  readonly battery: Battery;
  readonly status: BatteryStatus;
};

/** See `Certificate` in openapi.json. */
export type Certificate = {
  readonly id: string;
  readonly batteryId: string;
  readonly kind: 'repurposed' | 're-used' | 'remanufactured';
  readonly secondLifeCode?: string;
  readonly evidenceCommitment: string;
  readonly status: 'announced' | 'confirmed';
  readonly issuedBy: string;
  readonly announcedAt: string;
  readonly confirmedAt?: string;
  readonly passportId?: string;
  readonly ruleVersion: number;
};

/** See `CertificateEvidence` in openapi.json. */
export type CertificateEvidence = {
  readonly batteryId: string;
  readonly salt: string;
  readonly soh: number;
  readonly testStandard: string;
  readonly testedAt: string;
  readonly results: readonly {
    readonly test: string;
    readonly passed: boolean;
    readonly value?: string;
  }[];
  readonly statement: string;
};

/** See `Change` in openapi.json. */
export type Change = {
  readonly kind: 'admitMember';
  readonly mspId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly delegator?: string;
} | {
  readonly kind: 'suspendMember';
  readonly mspId: string;
  readonly reason: string;
} | {
  readonly kind: 'reinstateMember';
  readonly mspId: string;
  readonly reason: string;
} | {
  readonly kind: 'grantRole';
  readonly mspId: string;
  readonly role: Role;
  readonly delegator?: string;
} | {
  readonly kind: 'revokeRole';
  readonly mspId: string;
  readonly role: Role;
  readonly reason: string;
} | {
  readonly kind: 'setParameters';
  readonly parameters: {
    readonly endOfLifeSoh?: number;
    readonly secondLifeMinimumSoh?: number;
    readonly moveOfferSeconds?: number;
    readonly claimWindowSeconds?: number;
    readonly reputationStart?: number;
    readonly reputationGain?: number;
    readonly reputationLoss?: number;
    readonly reputationGainFloor?: number;
    readonly reputationLossFloor?: number;
    readonly reputationRecoverySeconds?: number;
    readonly reputationLossSeconds?: number;
    readonly reputationEnergyWh?: number;
    readonly reputationDailyGain?: number;
    readonly reputationMinimum?: number;
    readonly reputationRestored?: number;
    readonly deliveryToleranceWh?: number;
    readonly deliveryTolerance?: number;
    readonly excuseTokensAtStart?: number;
    readonly excuseTokenSuccesses?: number;
    readonly excuseTokensAtMost?: number;
    readonly counterpartyCreditWh?: number;
    readonly newcomerSuccesses?: number;
    readonly newcomerCounterparties?: number;
    readonly newcomerSlotWh?: number;
    readonly regularSlotWh?: number;
    readonly unlimitedFrom?: number;
    readonly committeeSeats?: number;
    readonly committeeRoundSeconds?: number;
    readonly committeeRounds?: number;
    readonly organisationVoteSeconds?: number;
    readonly dutyTimely?: number;
    readonly dutyMissed?: number;
    readonly dutyRefuted?: number;
    readonly dutyOutDays?: number;
    readonly dutyMinimum?: number;
    readonly committeeFeeShare?: number;
    readonly issueDailyLimit?: number;
    readonly redeemDailyLimit?: number;
    readonly withdrawalSeconds?: number;
    readonly disputeSeconds?: number;
    readonly pseudonymBatch?: number;
    readonly pseudonymRotationDays?: number;
    readonly deadlineGapSeconds?: number;
    readonly revealSeconds?: number;
    readonly reviewSeconds?: number;
    readonly settleSeconds?: number;
    readonly disputeWindowSeconds?: number;
    readonly escrowSeconds?: number;
    readonly orderMinimumWh?: number;
    readonly imbalanceFactor?: number;
    readonly sealedPenalty?: number;
  };
  readonly effectiveFrom?: string;
} | {
  readonly network: string;
  readonly channel: string;
  readonly chaincode: string;
  readonly kind: 'recordLedger';
} | {
  readonly kind: 'certifyIssuer';
  readonly mspId: string;
} | {
  readonly kind: 'withdrawIssuer';
  readonly mspId: string;
  readonly reason: string;
} | {
  readonly kind: 'openLink';
  readonly pseudonym: string;
  readonly to: string;
  readonly reason: string;
} | {
  readonly kind: 'releaseVehicle';
  readonly nullifier: string;
  readonly reason: string;
} | {
  readonly kind: 'setLine';
  readonly line: {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly capacityWh: number;
    readonly reverseCapacityWh: number;
    readonly fee: number;
    readonly owner: string;
  };
} | {
  readonly kind: 'restoreReputation';
  readonly participant: string;
  readonly reason: string;
} | {
  readonly kind: 'reinstateValidator';
  readonly validator: string;
  readonly reason: string;
};

/** See `Claim` in openapi.json. */
export type Claim = {
  readonly id: string;
  readonly agreementId: string;
  readonly kind: 'shock' | 'temperature' | 'loss' | 'damage' | 'delay';
  readonly batteryIds: readonly string[];
  readonly statement: string;
  readonly claimant: Party;
  readonly carrier: string;
  readonly status: 'open' | 'answered' | 'evidenced' | 'closed' | 'withdrawn';
  readonly answer?: {
    readonly accepted: boolean;
    readonly statement: string;
    readonly evidenceCommitment: string;
    readonly at: string;
  };
  readonly openedAt: string;
  readonly closedAt?: string;
  readonly ruleVersion: number;
};

/** See `ClaimEvidence` in openapi.json. */
export type ClaimEvidence = {
  readonly claimId: string;
  readonly salt: string;
  readonly detailIds: readonly string[];
  readonly account: string;
};

/** See `Cleared` in openapi.json. */
export type Cleared = {
  readonly result: {
    readonly leag: string;
    readonly slot: string;
    readonly bookRoot: string;
    readonly linesRoot: string;
    readonly orders: number;
    readonly lines: number;
    readonly mechanism: {
      readonly kind: 'uniform';
      readonly kappa: number;
    } | {
      readonly kind: 'pay-as-bid';
    } | {
      readonly kind: 'posted';
      readonly price: number;
    } | {
      readonly kind: 'truthful';
    } | {
      readonly kind: 'regional';
      readonly lines: readonly {
        readonly id: string;
        readonly from: string;
        readonly to: string;
        readonly capacityWh: number;
        readonly reverseCapacityWh: number;
        readonly fee: number;
        readonly owner: string;
      }[];
    };
    readonly gridFloat: string;
    readonly price: number | null;
    readonly volumeWh: number;
    readonly boughtWh: number;
    readonly soldWh: number;
    readonly gridSoldWh: number;
    readonly gridBoughtWh: number;
    readonly paid: string;
    readonly received: string;
    readonly gridReceived: string;
    readonly gridPaid: string;
    readonly surplus: string;
    readonly wheeling?: readonly {
      readonly line: string;
      readonly carriedWh: number;
      readonly to: string;
      readonly amount: string;
    }[];
    readonly fees: string;
  };
  readonly resultHash: string;
  readonly clearedAt: string;
};

/** See `Consortium` in openapi.json. */
export type Consortium = {
  readonly name: string;
  readonly foundedAt: string;
  readonly foundedBy: string;
};

/** See `DeviceKey` in openapi.json. */
export type DeviceKey = {
  readonly batteryId: string;
  readonly deviceId: string;
  readonly model: string;
  readonly publicKey: string;
  readonly operator: string;
  readonly status: 'active' | 'revoked';
  readonly enrolledAt: string;
  readonly revokedAt?: string;
};

/** See `Escrow` in openapi.json. */
export type Escrow = {
  readonly purpose: string;
  readonly ref: readonly string[];
  readonly amount: string;
  readonly refundTo: {
    readonly kind: 'coin';
    readonly owner: string;
  } | {
    readonly kind: 'note';
    readonly trader: string;
    readonly refundTo: string;
  };
  readonly beneficiary: {
    readonly kind: 'contract';
  } | {
    readonly kind: 'address';
    readonly owner: string;
  };
  readonly state: 'LOCKED' | 'HELD';
  readonly deadline: string;
  readonly onTimeout: 'refund' | 'settleDue';
  readonly due: string;
  readonly heldAt?: string;
};

/** See `FactoryData` in openapi.json. */
export type FactoryData = {
  readonly batteryId: string;
  readonly salt: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly ratedCapacityMilliampHours: number;
  readonly nominalVoltageMillivolts: number;
  readonly ratedEnergyMilliwattHours: number;
  readonly chargeRateMilliC: number;
  readonly dischargeRateMilliC: number;
  readonly chemistry: string;
  readonly composition: readonly {
    readonly material: string;
    readonly shareMillionths: number;
  }[];
  readonly tractionBatteryCode?: string;
  readonly idCodes: readonly {
    readonly scheme: string;
    readonly code: string;
  }[];
};

/** See `FillLine` in openapi.json. */
export type FillLine = {
  readonly trader: string;
  readonly orderId: string;
  readonly node?: string;
  readonly side: 'buy' | 'sell';
  readonly fill: number;
  readonly grid: number;
  readonly amount: string;
};

/** See `HistoryEntry` in openapi.json. */
export type HistoryEntry = {
  readonly txId: string;
  readonly at: string;
  readonly record: 'battery' | 'status' | 'move' | 'passport' | 'certificate';
  readonly recordId: string;
  readonly value: Readonly<Record<string, unknown>> | null;
};

/** See `Leag` in openapi.json. */
export type Leag = {
  readonly id: string;
  readonly name: string;
  readonly feesTo: string;
  readonly gridTo: string;
  readonly balancingTo: string;
  readonly commonFundTo: string;
  readonly mspId: string;
  readonly since: string;
};

/** See `LearningAttestation` in openapi.json. */
export type LearningAttestation = {
  readonly taskId: string;
  readonly round: number;
  readonly mspId: string;
  readonly verdict: 'accept' | 'reject';
  readonly resultHash: string;
  readonly reason?: string;
  readonly at: string;
};

/** See `LearningClient` in openapi.json. */
export type LearningClient = {
  readonly taskId: string;
  readonly clientId: string;
  readonly mspId: string;
  readonly fromRound: number;
  readonly joinedAt: string;
  readonly leftAt?: string;
};

/** See `LearningTask` in openapi.json. */
export type LearningTask = {
  readonly name: string;
  readonly kind: 'charge-decision' | 'soh' | 'anomaly';
  readonly model: {
    readonly kind: 'linear' | 'softmax' | 'mlp';
    readonly layers: readonly number[];
    readonly parameters: number;
  };
  readonly training: {
    readonly epochs: number;
    readonly batchSize: number;
    readonly learningRate: number;
    readonly proximal: number;
  };
  readonly aggregation: {
    readonly rule: {
      readonly name: 'fedavg';
    } | {
      readonly name: 'median';
    } | {
      readonly name: 'trimmedMean';
      readonly trim: number;
    } | {
      readonly name: 'krum';
      readonly faultyShare: number;
    } | {
      readonly name: 'multiKrum';
      readonly faultyShare: number;
    } | {
      readonly name: 'bulyan';
      readonly faultyShare: number;
    } | {
      readonly name: 'fltrust';
    };
    readonly mixing?: {
      readonly faultyShare: number;
    };
    readonly clipNorm?: number;
    readonly server: {
      readonly name: 'replace';
    } | {
      readonly name: 'adam' | 'yogi';
      readonly learningRate: number;
    };
  };
  readonly quantiser: {
    readonly clip: number;
    readonly bits: number;
  };
  readonly mode: {
    readonly name: 'plain';
  } | {
    readonly name: 'secure';
    readonly groups: number;
  };
  readonly privacy?: {
    readonly clipNorm: number;
    readonly noiseMultiplier: number;
    readonly inverseDelta: number;
  };
  readonly cohortShare: number;
  readonly minimumClients: number;
  readonly windows: {
    readonly commit: number;
    readonly reveal: number;
    readonly attest: number;
  };
  readonly initialModelHash: string;
  readonly committee: readonly string[];
  readonly id: string;
  readonly coordinator: string;
  readonly rulesVersion: number;
  readonly createdAt: string;
};

/** See `Member` in openapi.json. */
export type Member = {
  readonly mspId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly status: 'active' | 'suspended';
  readonly delegator?: string;
  readonly since: string;
};

/** See `ModelVersion` in openapi.json. */
export type ModelVersion = {
  readonly taskId: string;
  readonly version: number;
  readonly hash: string;
  readonly round: number;
  readonly acceptedAt: string;
};

/** See `Move` in openapi.json. */
export type Move = {
  readonly id: string;
  readonly batteryId: string;
  readonly kind: 'title' | 'custody' | 'titleAndCustody';
  readonly from: Party;
  readonly to: Party;
  readonly status: 'offered' | 'accepted' | 'declined' | 'cancelled' | 'expired';
  readonly note?: string;
  readonly offeredAt: string;
  readonly expiresAt: string;
  readonly decidedAt?: string;
  readonly ruleVersion: number;
};

/** See `Order` in openapi.json. */
export type Order = {
  readonly leag: string;
  readonly slot: string;
  readonly trader: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly limit: number;
  readonly quote?: number;
  readonly grid: boolean;
  readonly sequence: number;
  readonly node?: string;
  readonly id: string;
  readonly refundTo: string;
  readonly state: 'live' | 'cancelled';
  readonly locked: string;
  readonly placedAt: string;
};

/** See `Outcome` in openapi.json. */
export type Outcome = {
  readonly trader: string;
  readonly orderId: string;
  readonly side: 'buy' | 'sell';
  readonly contractedWh: number;
  readonly meteredWh: number;
  readonly source: 'reading' | 'substitute' | 'ruling';
  readonly amount: string;
  readonly owed: string;
  readonly due: string;
  readonly final: boolean;
  readonly scored: boolean;
  readonly settledAt: string;
};

/** See `Party` in openapi.json. */
export type Party = {
  readonly mspId: string;
  readonly role: Role;
  readonly actorId?: string;
};

/** See `Passport` in openapi.json. */
export type Passport = {
  readonly id: string;
  readonly batteryId: string;
  readonly generation: number;
  readonly life: 'original' | 'repurposed' | 're-used' | 'remanufactured' | 'waste';
  readonly status: 'active' | 'superseded' | 'ceased';
  readonly predecessor?: string;
  readonly successor?: string;
  readonly secondLifeCode?: string;
  readonly issuedBy: string;
  readonly issuedAt: string;
  readonly endedAt?: string;
};

/** See `Problem` in openapi.json. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly requestId: string;
  readonly retryable: boolean;
  readonly errors?: readonly {
    readonly pointer: string;
    readonly rule: string;
  }[];
  readonly txId?: string;
  readonly txIds?: readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
};

/** See `Proposal` in openapi.json. */
export type Proposal = {
  readonly id: string;
  readonly change: Change;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly status: 'open' | 'executed' | 'withdrawn';
  readonly decidedAt?: string;
};

/** See `PublicPoints` in openapi.json. */
export type PublicPoints = {
  readonly manufacturerName: string;
  readonly modelName: string;
  readonly manufacturingPlace: string;
  readonly manufacturedOn: string;
  readonly massGrams: number;
  readonly chemistryFamily: string;
};

/** See `Ranking` in openapi.json. */
export type Ranking = {
  readonly day: string;
  readonly seed: string;
  readonly ranked: readonly {
    readonly validator: string;
    readonly mspId: string;
    readonly sponsor: {
      readonly kind: 'participant';
      readonly participant: string;
    } | {
      readonly kind: 'organisation';
      readonly mspId: string;
    };
    readonly reputation: number;
    readonly duty: number;
    readonly outUntil?: string;
    readonly resting: boolean;
    readonly excluded?: 'inactive' | 'barred' | 'duty' | 'out';
  }[];
  readonly ruleVersion: number;
  readonly at: string;
};

/** See `Reputation` in openapi.json. */
export type Reputation = {
  readonly participant: string;
  readonly seller: {
    readonly score: number;
    readonly successWh: number;
    readonly successes: number;
    readonly failureWh: number;
    readonly failures: number;
    readonly lastDrop?: number;
    readonly gainDay: number;
    readonly gainToday: number;
  };
  readonly buyer: {
    readonly score: number;
    readonly successWh: number;
    readonly successes: number;
    readonly failureWh: number;
    readonly failures: number;
    readonly lastDrop?: number;
    readonly gainDay: number;
    readonly gainToday: number;
  };
  readonly tokens: number;
  readonly tokenProgress: number;
  readonly probation?: {
    readonly successes: number;
    readonly counterparties: readonly string[];
  };
  readonly credit: {
    readonly week: string;
    readonly by: Readonly<Record<string, number>>;
  };
  readonly trust: {
    readonly sellerBarred: boolean;
    readonly buyerBarred: boolean;
    readonly slotLimitWh: number | null;
  };
  readonly since: string;
  readonly changes: readonly ScoreChange[];
};

/** See `Role` in openapi.json. */
export type Role = 'producer' | 'logistics' | 'operator' | 'user' | 'station' | 'recycler';

/** See `Round` in openapi.json. */
export type Round = {
  readonly taskId: string;
  readonly number: number;
  readonly status: 'committing' | 'revealing' | 'proposed' | 'accepted' | 'rejected' | 'abandoned';
  readonly base: {
    readonly version: number;
    readonly hash: string;
  };
  readonly seed: string;
  readonly openedAt: string;
  readonly commitBy: string;
  readonly commitments?: number;
  readonly revealBy?: string;
  readonly aggregate?: {
    readonly count: number;
    readonly root: string;
    readonly resultHash: string;
    readonly excluded: readonly {
      readonly clientId: string;
      readonly reason: 'notRevealed' | 'hashMismatch' | 'copied' | 'wrongShape' | 'notFinite' | 'normTooLarge' | 'droppedOut';
    }[];
    readonly proposedAt: string;
  };
  readonly attestBy?: string;
  readonly endedAt?: string;
  readonly abandoned?: 'tooFewCommitments' | 'noAggregate' | 'noQuorum';
};

/** See `RoundContributions` in openapi.json. */
export type RoundContributions = {
  readonly taskId: string;
  readonly round: number;
  readonly method: 'exact' | 'sampled';
  readonly items: readonly {
    readonly clientId: string;
    readonly value: number;
    readonly norm: number;
  }[];
  readonly recordedAt: string;
};

/** See `RoundKeys` in openapi.json. */
export type RoundKeys = {
  readonly taskId: string;
  readonly round: number;
  readonly clientId: string;
  readonly maskKey: string;
  readonly shareKey: string;
};

/** See `RuleParameters` in openapi.json. */
export type RuleParameters = {
  readonly endOfLifeSoh: number;
  readonly secondLifeMinimumSoh: number;
  readonly moveOfferSeconds: number;
  readonly claimWindowSeconds: number;
  readonly reputationStart: number;
  readonly reputationGain: number;
  readonly reputationLoss: number;
  readonly reputationGainFloor: number;
  readonly reputationLossFloor: number;
  readonly reputationRecoverySeconds: number;
  readonly reputationLossSeconds: number;
  readonly reputationEnergyWh: number;
  readonly reputationDailyGain: number;
  readonly reputationMinimum: number;
  readonly reputationRestored: number;
  readonly deliveryToleranceWh: number;
  readonly deliveryTolerance: number;
  readonly excuseTokensAtStart: number;
  readonly excuseTokenSuccesses: number;
  readonly excuseTokensAtMost: number;
  readonly counterpartyCreditWh: number;
  readonly newcomerSuccesses: number;
  readonly newcomerCounterparties: number;
  readonly newcomerSlotWh: number;
  readonly regularSlotWh: number;
  readonly unlimitedFrom: number;
  readonly committeeSeats: number;
  readonly committeeRoundSeconds: number;
  readonly committeeRounds: number;
  readonly organisationVoteSeconds: number;
  readonly dutyTimely: number;
  readonly dutyMissed: number;
  readonly dutyRefuted: number;
  readonly dutyOutDays: number;
  readonly dutyMinimum: number;
  readonly committeeFeeShare: number;
  readonly issueDailyLimit: number;
  readonly redeemDailyLimit: number;
  readonly withdrawalSeconds: number;
  readonly disputeSeconds: number;
  readonly pseudonymBatch: number;
  readonly pseudonymRotationDays: number;
  readonly deadlineGapSeconds: number;
  readonly revealSeconds: number;
  readonly reviewSeconds: number;
  readonly settleSeconds: number;
  readonly disputeWindowSeconds: number;
  readonly escrowSeconds: number;
  readonly orderMinimumWh: number;
  readonly imbalanceFactor: number;
  readonly sealedPenalty: number;
};

/** See `RuleVersion` in openapi.json. */
export type RuleVersion = {
  readonly version: number;
  readonly parameters: RuleParameters;
  readonly effectiveFrom: string;
};

/** See `ScoreChange` in openapi.json. */
export type ScoreChange = {
  readonly reason: 'delivered' | 'shortfall' | 'excused' | 'restored';
  readonly role: 'seller' | 'buyer';
  readonly ruleVersion: number;
  readonly slot?: {
    readonly leag: string;
    readonly slot: string;
  };
  readonly orderId?: string;
  readonly at: string;
  readonly contractedWh?: number;
  readonly meteredWh?: number;
  readonly countedWh?: number;
  readonly before: number;
  readonly after: number;
};

/** See `Slot` in openapi.json. */
export type Slot = {
  readonly slot: string;
  readonly deliveryEnd: string;
  readonly floor: number;
  readonly ceiling: number;
  readonly importPrice: number;
  readonly exportPrice: number;
  readonly buyFee: number;
  readonly sellFee: number;
  readonly mechanism: {
    readonly kind: 'uniform';
    readonly kappa: number;
  } | {
    readonly kind: 'pay-as-bid';
  } | {
    readonly kind: 'posted';
    readonly price: number;
  } | {
    readonly kind: 'truthful';
  } | {
    readonly kind: 'regional';
    readonly lines: readonly {
      readonly id: string;
      readonly from: string;
      readonly to: string;
      readonly capacityWh: number;
      readonly reverseCapacityWh: number;
      readonly fee: number;
      readonly owner: string;
    }[];
  };
  readonly region?: string;
  readonly sealed: boolean;
  readonly closeFrom: string;
  readonly closeBy: string;
  readonly clearBy: string;
  readonly deliverFrom: string;
  readonly readBy: string;
  readonly leag: string;
  readonly state: 'PLANNED' | 'OPEN' | 'CLOSED' | 'REVEALING' | 'CLEARED' | 'SETTLED' | 'VOID';
  readonly ruleVersion: number;
  readonly rules: {
    readonly deadlineGapSeconds: number;
    readonly revealSeconds: number;
    readonly reviewSeconds: number;
    readonly settleSeconds: number;
    readonly disputeWindowSeconds: number;
    readonly escrowSeconds: number;
    readonly orderMinimumWh: number;
    readonly imbalanceFactor: number;
    readonly sealedPenalty: number;
  };
  readonly plannedAt: string;
  readonly openedAt?: string;
  readonly closedAt?: string;
  readonly clearedAt?: string;
  readonly settledAt?: string;
  readonly finalAt?: string;
  readonly voided?: {
    readonly at: string;
    readonly reason: string;
    readonly metered?: {
      readonly boughtWh: number;
      readonly soldWh: number;
      readonly gridReceived: string;
      readonly gridPaid: string;
    };
  };
};

/** See `SlotAttestation` in openapi.json. */
export type SlotAttestation = {
  readonly bookRoot: string;
  readonly resultHash: string;
  readonly verdict: 'accept' | 'reject';
  readonly reason?: string;
  readonly validator: string;
  readonly slot: {
    readonly leag: string;
    readonly slot: string;
  };
  readonly at: string;
  readonly timely: boolean;
  readonly doubled: boolean;
};

/** See `SlotCommittee` in openapi.json. */
export type SlotCommittee = {
  readonly slot: {
    readonly leag: string;
    readonly slot: string;
  };
  readonly bookRoot: string;
  readonly resultHash: string;
  readonly ruleVersion: number;
  readonly day?: string;
  readonly quorum: number;
  readonly round: number;
  readonly roundSince: string;
  readonly members: readonly {
    readonly validator: string;
    readonly mspId: string;
    readonly from: number;
  }[];
  readonly substitutes: readonly {
    readonly validator: string;
    readonly mspId: string;
  }[];
  readonly replaced: readonly {
    readonly validator: string;
    readonly mspId: string;
    readonly from: number;
  }[];
  readonly vote?: {
    readonly since: string;
    readonly voters: readonly string[];
    readonly needed: number;
  };
  readonly conclusion?: 'attested' | 'approved' | 'rejected' | 'expired';
  readonly concludedAt?: string;
};

/** See `StoredCondition` in openapi.json. */
export type StoredCondition = {
  readonly id: string;
  readonly by: string;
  readonly recordedAt: string;
  readonly record: {
    readonly kind: 'assessment';
    readonly batteryId: string;
    readonly salt: string;
    readonly cycle: number;
    readonly assessedAt: string;
    readonly chunk: number;
    readonly capacityMicroampHours: number;
    readonly soh: number;
    readonly soc?: number;
    readonly resistanceMicroohms?: number;
    readonly maxMilliCelsius?: number;
    readonly remainingCycles?: {
      readonly low: number;
      readonly expected: number;
      readonly high: number;
    };
    readonly modelId: string;
    readonly modelVersion: string;
  } | {
    readonly kind: 'anomaly';
    readonly batteryId: string;
    readonly salt: string;
    readonly cycle: number;
    readonly detectedAt: string;
    readonly chunk: number;
    readonly rule: string;
    readonly threshold: number;
    readonly observed: number;
    readonly note?: string;
    readonly modelId: string;
    readonly modelVersion: string;
  };
};

/** See `StoredLogisticsDetail` in openapi.json. */
export type StoredLogisticsDetail = {
  readonly id: string;
  readonly by: string;
  readonly recordedAt: string;
  readonly record: {
    readonly kind: 'route';
    readonly agreementId: string;
    readonly salt: string;
    readonly at: string;
    readonly stops: readonly string[];
  } | {
    readonly kind: 'checkpoint';
    readonly agreementId: string;
    readonly salt: string;
    readonly at: string;
    readonly place: string;
    readonly latitudeMicrodegrees?: number;
    readonly longitudeMicrodegrees?: number;
  } | {
    readonly kind: 'shock';
    readonly agreementId: string;
    readonly salt: string;
    readonly at: string;
    readonly milliG: number;
  } | {
    readonly kind: 'temperature';
    readonly agreementId: string;
    readonly salt: string;
    readonly at: string;
    readonly milliCelsius: number;
  } | {
    readonly kind: 'receipt';
    readonly agreementId: string;
    readonly salt: string;
    readonly at: string;
    readonly signedBy: string;
    readonly note?: string;
  };
  readonly breach?: 'shock' | 'temperature';
};

/** See `StoredMaintenance` in openapi.json. */
export type StoredMaintenance = {
  readonly id: string;
  readonly by: string;
  readonly recordedAt: string;
  readonly record: {
    readonly batteryId: string;
    readonly salt: string;
    readonly performedAt: string;
    readonly kind: 'inspection' | 'repair' | 'partReplacement' | 'softwareUpdate' | 'balancing';
    readonly reason: string;
    readonly findings?: string;
    readonly parts: readonly string[];
  };
};

/** See `StoredReading` in openapi.json. */
export type StoredReading = {
  readonly leag: string;
  readonly slot: string;
  readonly trader: string;
  readonly meter: string;
  readonly register: 'import' | 'export';
  readonly start: number;
  readonly end: number;
  readonly orderId: string;
  readonly at: string;
};

/** See `StoredRecycling` in openapi.json. */
export type StoredRecycling = {
  readonly id: string;
  readonly by: string;
  readonly recordedAt: string;
  readonly record: {
    readonly kind: 'evaluation';
    readonly batteryId: string;
    readonly salt: string;
    readonly soh: number;
    readonly verdict: 'secondLife' | 'recycle';
    readonly findings: string;
  } | {
    readonly kind: 'refurbishment';
    readonly batteryId: string;
    readonly salt: string;
    readonly work: string;
    readonly replacedParts: readonly string[];
  } | {
    readonly kind: 'materials';
    readonly batteryId: string;
    readonly salt: string;
    readonly recovered: readonly {
      readonly material: string;
      readonly grams: number;
    }[];
    readonly process: string;
  };
};

/** See `StoredRunMode` in openapi.json. */
export type StoredRunMode = {
  readonly id: string;
  readonly by: string;
  readonly recordedAt: string;
  readonly record: {
    readonly batteryId: string;
    readonly salt: string;
    readonly mode: 'eco' | 'normal' | 'performance' | 'storage' | 'vehicleToGrid';
    readonly from: string;
  };
};

/** See `StoredUsage` in openapi.json. */
export type StoredUsage = {
  readonly id: string;
  readonly by: string;
  readonly recordedAt: string;
  readonly record: {
    readonly batteryId: string;
    readonly salt: string;
    readonly kind: 'charge' | 'discharge' | 'rest';
    readonly cycle: number;
    readonly startedAt: string;
    readonly endedAt: string;
    readonly milliampHours: number;
    readonly milliwattHours: number;
    readonly chunk: number;
    readonly chunkDigest: string;
  };
};

/** See `Thresholds` in openapi.json. */
export type Thresholds = {
  readonly shockMilliG: number;
  readonly minMilliCelsius: number;
  readonly maxMilliCelsius: number;
};

/** See `Trader` in openapi.json. */
export type Trader = {
  readonly pseudonym: string;
  readonly leag: string;
  readonly status: 'active' | 'retired' | 'rotated' | 'leaving' | 'moved';
  readonly origin: 'fresh' | 'rotated';
  readonly since: string;
};

/** See `Update` in openapi.json. */
export type Update = {
  readonly taskId: string;
  readonly round: number;
  readonly clientId: string;
  readonly mspId: string;
  readonly hash: string;
  readonly examplesBucket: number;
  readonly committedAt: string;
};

/** See `Validator` in openapi.json. */
export type Validator = {
  readonly id: string;
  readonly mspId: string;
  readonly sponsor: {
    readonly kind: 'participant';
    readonly participant: string;
  } | {
    readonly kind: 'organisation';
    readonly mspId: string;
  };
  readonly payTo: string;
  readonly status: 'applied' | 'active' | 'suspended' | 'retired';
  readonly since: string;
};

/** See `Vote` in openapi.json. */
export type Vote = {
  readonly proposalId: string;
  readonly mspId: string;
  readonly approve: boolean;
  readonly at: string;
};

/** What each operation takes and answers. */
export interface Operations {
  /** Accept an offered transport. */
  readonly acceptAgreement: {
    readonly request: {
      readonly agreementId: string;
    };
    readonly answer: {
      readonly id: string;
      readonly batchId: string;
      readonly consignor: Party;
      readonly carrier: string;
      readonly receiver: Party;
      readonly thresholds: Thresholds;
      readonly dueAt: string;
      readonly status: 'offered' | 'accepted' | 'declined' | 'cancelled' | 'inTransit' | 'arrived' | 'delivered';
      readonly offeredAt: string;
      readonly decidedAt?: string;
      readonly pickedUpAt?: string;
      readonly arrivedAt?: string;
      readonly deliveredAt?: string;
      readonly discrepancies: readonly {
        readonly batteryId: string;
        readonly kind: 'missing' | 'damaged' | 'unexpected';
        readonly note?: string;
      }[];
      readonly ruleVersion: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Accept offered moves. */
  readonly acceptMoves: {
    readonly request: {
      readonly body: {
        readonly moves: readonly {
          readonly batteryId: string;
          readonly moveId: string;
        }[];
      };
    };
    readonly answer: {
      readonly moves: readonly Move[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Take the attestation of a slot as far as verdicts and time allow. */
  readonly advanceCommittee: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
    };
    readonly answer: {
      readonly slot: {
        readonly leag: string;
        readonly slot: string;
      };
      readonly bookRoot: string;
      readonly resultHash: string;
      readonly ruleVersion: number;
      readonly day?: string;
      readonly quorum: number;
      readonly round: number;
      readonly roundSince: string;
      readonly members: readonly {
        readonly validator: string;
        readonly mspId: string;
        readonly from: number;
      }[];
      readonly substitutes: readonly {
        readonly validator: string;
        readonly mspId: string;
      }[];
      readonly replaced: readonly {
        readonly validator: string;
        readonly mspId: string;
        readonly from: number;
      }[];
      readonly vote?: {
        readonly since: string;
        readonly voters: readonly string[];
        readonly needed: number;
      };
      readonly conclusion?: 'attested' | 'approved' | 'rejected' | 'expired';
      readonly concludedAt?: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Answer a claim and seal the evidence behind the answer. */
  readonly answerClaim: {
    readonly request: {
      readonly claimId: string;
      readonly body: {
        readonly accepted: boolean;
        readonly statement: string;
        readonly evidence: {
          readonly detailIds: readonly string[];
          readonly account: string;
        };
      };
    };
    readonly answer: {
      readonly id: string;
      readonly agreementId: string;
      readonly kind: 'shock' | 'temperature' | 'loss' | 'damage' | 'delay';
      readonly batteryIds: readonly string[];
      readonly statement: string;
      readonly claimant: Party;
      readonly carrier: string;
      readonly status: 'open' | 'answered' | 'evidenced' | 'closed' | 'withdrawn';
      readonly answer?: {
        readonly accepted: boolean;
        readonly statement: string;
        readonly evidenceCommitment: string;
        readonly at: string;
      };
      readonly openedAt: string;
      readonly closedAt?: string;
      readonly ruleVersion: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Apply as a validator, for the caller's organisation or for a participant that signed for it. */
  readonly applyAsValidator: {
    readonly request: {
      readonly body: {
        readonly sponsor: {
          readonly kind: 'participant';
          readonly participant: string;
        } | {
          readonly kind: 'organisation';
          readonly mspId: string;
        };
        readonly payTo: string;
        readonly consent?: {
          readonly payload: {
            readonly v: 1;
            readonly network: string;
            readonly channel: string;
            readonly chaincode: string;
            readonly fn: string;
            readonly notAfter: string;
            readonly participant: string;
            readonly validator: string;
          };
          readonly signature: {
            readonly publicKey: string;
            readonly signature: string;
          };
        } | undefined;
      };
    };
    readonly answer: {
      readonly id: string;
      readonly mspId: string;
      readonly sponsor: {
        readonly kind: 'participant';
        readonly participant: string;
      } | {
        readonly kind: 'organisation';
        readonly mspId: string;
      };
      readonly payTo: string;
      readonly status: 'applied' | 'active' | 'suspended' | 'retired';
      readonly since: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Report arrival: the carrier offers custody to the receiver. */
  readonly arrive: {
    readonly request: {
      readonly agreementId: string;
    };
    readonly answer: {
      readonly id: string;
      readonly batchId: string;
      readonly consignor: Party;
      readonly carrier: string;
      readonly receiver: Party;
      readonly thresholds: Thresholds;
      readonly dueAt: string;
      readonly status: 'offered' | 'accepted' | 'declined' | 'cancelled' | 'inTransit' | 'arrived' | 'delivered';
      readonly offeredAt: string;
      readonly decidedAt?: string;
      readonly pickedUpAt?: string;
      readonly arrivedAt?: string;
      readonly deliveredAt?: string;
      readonly discrepancies: readonly {
        readonly batteryId: string;
        readonly kind: 'missing' | 'damaged' | 'unexpected';
        readonly note?: string;
      }[];
      readonly ruleVersion: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Assess batteries by stored chunks and their sealed ratings, and record what is found. */
  readonly assess: {
    readonly request: {
      readonly body: {
        readonly items: readonly {
          readonly batteryId: string;
          readonly chunk: number;
        }[];
      };
    };
    readonly answer: {
      readonly conditions: readonly {
        readonly id: string;
        readonly record: {
          readonly kind: 'assessment';
          readonly batteryId: string;
          readonly cycle: number;
          readonly assessedAt: string;
          readonly chunk: number;
          readonly capacityMicroampHours: number;
          readonly soh: number;
          readonly soc?: number;
          readonly resistanceMicroohms?: number;
          readonly maxMilliCelsius?: number;
          readonly remainingCycles?: {
            readonly low: number;
            readonly expected: number;
            readonly high: number;
          };
          readonly modelId: string;
          readonly modelVersion: string;
        } | {
          readonly kind: 'anomaly';
          readonly batteryId: string;
          readonly cycle: number;
          readonly detectedAt: string;
          readonly chunk: number;
          readonly rule: string;
          readonly threshold: number;
          readonly observed: number;
          readonly note?: string;
          readonly modelId: string;
          readonly modelVersion: string;
        };
      }[];
      readonly findings: readonly {
        readonly batteryId: string;
        readonly chunk: number;
        readonly rule: string;
        readonly index: number;
        readonly count: number;
        readonly value: number;
        readonly limit: number;
      }[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Attest or reject a round's aggregate for the own organisation, having recomputed it. */
  readonly attestAggregate: {
    readonly request: {
      readonly taskId: string;
      readonly round: number;
      readonly body: {
        readonly verdict: 'accept' | 'reject';
        readonly resultHash: string;
        readonly reason?: string | undefined;
      };
    };
    readonly answer: {
      readonly taskId: string;
      readonly round: number;
      readonly mspId: string;
      readonly verdict: 'accept' | 'reject';
      readonly resultHash: string;
      readonly reason?: string;
      readonly at: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Give a verdict on a clearing as a member of its committee; a second, different one suspends. */
  readonly attestSlot: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly body: {
        readonly bookRoot: string;
        readonly resultHash: string;
        readonly verdict: 'accept' | 'reject';
        readonly reason?: string | undefined;
      };
    };
    readonly answer: {
      readonly bookRoot: string;
      readonly resultHash: string;
      readonly verdict: 'accept' | 'reject';
      readonly reason?: string;
      readonly validator: string;
      readonly slot: {
        readonly leag: string;
        readonly slot: string;
      };
      readonly at: string;
      readonly timely: boolean;
      readonly doubled: boolean;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Cancel a transport before it is picked up. */
  readonly cancelAgreement: {
    readonly request: {
      readonly agreementId: string;
    };
    readonly answer: {
      readonly id: string;
      readonly batchId: string;
      readonly consignor: Party;
      readonly carrier: string;
      readonly receiver: Party;
      readonly thresholds: Thresholds;
      readonly dueAt: string;
      readonly status: 'offered' | 'accepted' | 'declined' | 'cancelled' | 'inTransit' | 'arrived' | 'delivered';
      readonly offeredAt: string;
      readonly decidedAt?: string;
      readonly pickedUpAt?: string;
      readonly arrivedAt?: string;
      readonly deliveredAt?: string;
      readonly discrepancies: readonly {
        readonly batteryId: string;
        readonly kind: 'missing' | 'damaged' | 'unexpected';
        readonly note?: string;
      }[];
      readonly ruleVersion: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Take back own offers that nobody has accepted. */
  readonly cancelMoves: {
    readonly request: {
      readonly body: {
        readonly moves: readonly {
          readonly batteryId: string;
          readonly moveId: string;
        }[];
      };
    };
    readonly answer: {
      readonly moves: readonly Move[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Take orders back before the gate closes, as their pseudonyms signed. */
  readonly cancelOrders: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly body: {
        readonly items: readonly {
          readonly payload: {
            readonly v: 1;
            readonly network: string;
            readonly channel: string;
            readonly chaincode: string;
            readonly fn: string;
            readonly notAfter: string;
            readonly leag: string;
            readonly slot: string;
            readonly trader: string;
            readonly orderId: string;
          };
          readonly signature: {
            readonly publicKey: string;
            readonly signature: string;
          };
        }[];
      };
    };
    readonly answer: {
      readonly ids: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Certify the first pseudonyms of vehicles, in a batch and in ascending order. */
  readonly certifyPseudonyms: {
    readonly request: {
      readonly leag: string;
      readonly body: {
        readonly items: readonly {
          readonly pseudonym: string;
          readonly nullifier: string;
        }[];
      };
    };
    readonly answer: {
      readonly traders: readonly Trader[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Take batteries one step further in their life, along the legal moves. */
  readonly changeStatus: {
    readonly request: {
      readonly body: {
        readonly items: readonly {
          readonly batteryId: string;
          readonly to: BatteryStatusName;
        }[];
      };
    };
    readonly answer: {
      readonly statuses: readonly BatteryStatus[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Clear a closed slot; without enough locked for imbalances it is void. */
  readonly clearSlot: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
    };
    readonly answer: {
      readonly slot: Slot;
      readonly cleared?: Cleared;
      readonly conclusion?: 'attested' | 'approved' | 'rejected' | 'expired';
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Close an evidenced claim, as its claimant. */
  readonly closeClaim: {
    readonly request: {
      readonly claimId: string;
    };
    readonly answer: {
      readonly id: string;
      readonly agreementId: string;
      readonly kind: 'shock' | 'temperature' | 'loss' | 'damage' | 'delay';
      readonly batteryIds: readonly string[];
      readonly statement: string;
      readonly claimant: Party;
      readonly carrier: string;
      readonly status: 'open' | 'answered' | 'evidenced' | 'closed' | 'withdrawn';
      readonly answer?: {
        readonly accepted: boolean;
        readonly statement: string;
        readonly evidenceCommitment: string;
        readonly at: string;
      };
      readonly openedAt: string;
      readonly closedAt?: string;
      readonly ruleVersion: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Close a slot's gate: no order commits after it. */
  readonly closeSlot: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
    };
    readonly answer: {
      readonly slot: Slot;
      readonly cleared?: Cleared;
      readonly conclusion?: 'attested' | 'approved' | 'rejected' | 'expired';
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Place sealed orders that pseudonyms signed, all or none. */
  readonly commitOrders: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly body: {
        readonly orders: readonly {
          readonly payload: {
            readonly v: 1;
            readonly network: string;
            readonly channel: string;
            readonly chaincode: string;
            readonly fn: string;
            readonly notAfter: string;
            readonly leag: string;
            readonly slot: string;
            readonly trader: string;
            readonly commitment: string;
            readonly tierWh: 5000 | 10000 | 20000;
            readonly sequence: number;
            readonly notes: readonly string[];
          };
          readonly signature: {
            readonly publicKey: string;
            readonly signature: string;
          };
        }[];
      };
    };
    readonly answer: {
      readonly ids: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Commit to the own update of a round by its hash. */
  readonly commitUpdate: {
    readonly request: {
      readonly taskId: string;
      readonly round: number;
      readonly body: {
        readonly hash: string;
        readonly examplesBucket: number;
      };
    };
    readonly answer: {
      readonly taskId: string;
      readonly round: number;
      readonly clientId: string;
      readonly mspId: string;
      readonly hash: string;
      readonly examplesBucket: number;
      readonly committedAt: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Pay out deposits whose withdrawal was announced long enough ago. */
  readonly completeWithdrawals: {
    readonly request: {
      readonly body: {
        readonly items: readonly {
          readonly trader: string;
          readonly noteId: string;
        }[];
      };
    };
    readonly answer: {
      readonly coins: readonly {
        readonly id: string;
        readonly owner: string;
        readonly amount: string;
      }[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** End a round by the verdicts of its committee, or because its time has passed. */
  readonly concludeRound: {
    readonly request: {
      readonly taskId: string;
      readonly round: number;
    };
    readonly answer: {
      readonly taskId: string;
      readonly number: number;
      readonly status: 'committing' | 'revealing' | 'proposed' | 'accepted' | 'rejected' | 'abandoned';
      readonly base: {
        readonly version: number;
        readonly hash: string;
      };
      readonly seed: string;
      readonly openedAt: string;
      readonly commitBy: string;
      readonly commitments?: number;
      readonly revealBy?: string;
      readonly aggregate?: {
        readonly count: number;
        readonly root: string;
        readonly resultHash: string;
        readonly excluded: readonly {
          readonly clientId: string;
          readonly reason: 'notRevealed' | 'hashMismatch' | 'copied' | 'wrongShape' | 'notFinite' | 'normTooLarge' | 'droppedOut';
        }[];
        readonly proposedAt: string;
      };
      readonly attestBy?: string;
      readonly endedAt?: string;
      readonly abandoned?: 'tooFewCommitments' | 'noAggregate' | 'noQuorum';
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** A LEAG's vehicles and pseudonyms, counted: no more of these than of those. */
  readonly countTraders: {
    readonly request: {
      readonly leag: string;
    };
    readonly answer: {
      readonly leag: string;
      readonly enrolled: number;
      readonly entitled: number;
      readonly active: number;
      readonly fresh: number;
      readonly arrived: number;
      readonly left: number;
    };
  };
  /** Make an account for a person or a device; its API key is shown this once. */
  readonly createAccount: {
    readonly request: {
      readonly body: {
        readonly kind: 'person' | 'device';
        readonly name: string;
        readonly role?: Role | undefined;
        readonly delegate?: boolean | undefined;
        readonly admin?: boolean | undefined;
        readonly issuer?: boolean | undefined;
        readonly vehicleId?: string | undefined;
      };
    };
    readonly answer: {
      readonly account: {
        readonly id: string;
        readonly kind: 'person' | 'device';
        readonly name: string;
        readonly role?: Role;
        readonly delegate: boolean;
        readonly admin: boolean;
        readonly actorId: string;
        readonly createdAt: string;
        readonly revokedAt?: string;
      };
      readonly apiKey: string;
    };
  };
  /** Put batteries in custody together into a batch for one receiver. */
  readonly createBatch: {
    readonly request: {
      readonly body: {
        readonly id: string;
        readonly batteryIds: readonly string[];
        readonly receiver: Party;
        readonly date: string;
      };
    };
    readonly answer: {
      readonly id: string;
      readonly consignor: Party;
      readonly receiver: Party;
      readonly batteryIds: readonly string[];
      readonly count: number;
      readonly date: string;
      readonly createdAt: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Create a learning task, whose rounds the own organisation runs. */
  readonly createLearningTask: {
    readonly request: {
      readonly body: {
        readonly task: {
          readonly name: string;
          readonly kind: 'charge-decision' | 'soh' | 'anomaly';
          readonly model: {
            readonly kind: 'linear' | 'softmax' | 'mlp';
            readonly layers: readonly number[];
            readonly parameters: number;
          };
          readonly training: {
            readonly epochs: number;
            readonly batchSize: number;
            readonly learningRate: number;
            readonly proximal?: number | undefined;
          };
          readonly aggregation: {
            readonly rule: {
              readonly name: 'fedavg';
            } | {
              readonly name: 'median';
            } | {
              readonly name: 'trimmedMean';
              readonly trim: number;
            } | {
              readonly name: 'krum';
              readonly faultyShare: number;
            } | {
              readonly name: 'multiKrum';
              readonly faultyShare: number;
            } | {
              readonly name: 'bulyan';
              readonly faultyShare: number;
            } | {
              readonly name: 'fltrust';
            };
            readonly mixing?: {
              readonly faultyShare: number;
            } | undefined;
            readonly clipNorm?: number | undefined;
            readonly server?: {
              readonly name: 'replace';
            } | {
              readonly name: 'adam' | 'yogi';
              readonly learningRate: number;
            } | undefined;
          };
          readonly quantiser: {
            readonly clip: number;
            readonly bits: number;
          };
          readonly mode: {
            readonly name: 'plain';
          } | {
            readonly name: 'secure';
            readonly groups: number;
          };
          readonly privacy?: {
            readonly clipNorm: number;
            readonly noiseMultiplier: number;
            readonly inverseDelta: number;
          } | undefined;
          readonly cohortShare?: number | undefined;
          readonly minimumClients: number;
          readonly windows: {
            readonly commit: number;
            readonly reveal: number;
            readonly attest: number;
          };
          readonly initialModelHash: string;
          readonly committee: readonly string[];
        };
      };
    };
    readonly answer: {
      readonly name: string;
      readonly kind: 'charge-decision' | 'soh' | 'anomaly';
      readonly model: {
        readonly kind: 'linear' | 'softmax' | 'mlp';
        readonly layers: readonly number[];
        readonly parameters: number;
      };
      readonly training: {
        readonly epochs: number;
        readonly batchSize: number;
        readonly learningRate: number;
        readonly proximal: number;
      };
      readonly aggregation: {
        readonly rule: {
          readonly name: 'fedavg';
        } | {
          readonly name: 'median';
        } | {
          readonly name: 'trimmedMean';
          readonly trim: number;
        } | {
          readonly name: 'krum';
          readonly faultyShare: number;
        } | {
          readonly name: 'multiKrum';
          readonly faultyShare: number;
        } | {
          readonly name: 'bulyan';
          readonly faultyShare: number;
        } | {
          readonly name: 'fltrust';
        };
        readonly mixing?: {
          readonly faultyShare: number;
        };
        readonly clipNorm?: number;
        readonly server: {
          readonly name: 'replace';
        } | {
          readonly name: 'adam' | 'yogi';
          readonly learningRate: number;
        };
      };
      readonly quantiser: {
        readonly clip: number;
        readonly bits: number;
      };
      readonly mode: {
        readonly name: 'plain';
      } | {
        readonly name: 'secure';
        readonly groups: number;
      };
      readonly privacy?: {
        readonly clipNorm: number;
        readonly noiseMultiplier: number;
        readonly inverseDelta: number;
      };
      readonly cohortShare: number;
      readonly minimumClients: number;
      readonly windows: {
        readonly commit: number;
        readonly reveal: number;
        readonly attest: number;
      };
      readonly initialModelHash: string;
      readonly committee: readonly string[];
      readonly id: string;
      readonly coordinator: string;
      readonly rulesVersion: number;
      readonly createdAt: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Decline an offered transport. */
  readonly declineAgreement: {
    readonly request: {
      readonly agreementId: string;
    };
    readonly answer: {
      readonly id: string;
      readonly batchId: string;
      readonly consignor: Party;
      readonly carrier: string;
      readonly receiver: Party;
      readonly thresholds: Thresholds;
      readonly dueAt: string;
      readonly status: 'offered' | 'accepted' | 'declined' | 'cancelled' | 'inTransit' | 'arrived' | 'delivered';
      readonly offeredAt: string;
      readonly decidedAt?: string;
      readonly pickedUpAt?: string;
      readonly arrivedAt?: string;
      readonly deliveredAt?: string;
      readonly discrepancies: readonly {
        readonly batteryId: string;
        readonly kind: 'missing' | 'damaged' | 'unexpected';
        readonly note?: string;
      }[];
      readonly ruleVersion: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Decline offered moves. */
  readonly declineMoves: {
    readonly request: {
      readonly body: {
        readonly moves: readonly {
          readonly batteryId: string;
          readonly moveId: string;
        }[];
      };
    };
    readonly answer: {
      readonly moves: readonly Move[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Pay from coins into the deposit of a trading pseudonym. */
  readonly deposit: {
    readonly request: {
      readonly body: {
        readonly payload: {
          readonly v: 1;
          readonly network: string;
          readonly channel: string;
          readonly chaincode: string;
          readonly fn: string;
          readonly notAfter: string;
          readonly inputs: readonly {
            readonly owner: string;
            readonly id: string;
          }[];
          readonly outputs: readonly ({
            readonly kind: 'coin';
            readonly owner: string;
            readonly amount: string;
          } | {
            readonly kind: 'note';
            readonly trader: string;
            readonly refundTo: string;
            readonly amount: string;
          } | {
            readonly kind: 'escrow';
            readonly purpose: string;
            readonly ref: readonly string[];
            readonly refundTo: {
              readonly kind: 'coin';
              readonly owner: string;
            } | {
              readonly kind: 'note';
              readonly trader: string;
              readonly refundTo: string;
            };
            readonly amount: string;
          })[];
          readonly relayFee: string;
          readonly redeemed?: string | undefined;
          readonly payoutHash?: string | undefined;
        };
        readonly signatures: readonly {
          readonly publicKey: string;
          readonly signature: string;
        }[];
        readonly relayFeeTo?: string | undefined;
      };
    };
    readonly answer: {
      readonly coins: readonly {
        readonly id: string;
        readonly owner: string;
        readonly amount: string;
      }[];
      readonly notes: readonly {
        readonly id: string;
        readonly trader: string;
        readonly amount: string;
        readonly refundTo: string;
      }[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** What is known of kept weights: what they are for, how long, since when. */
  readonly describeWeights: {
    readonly request: {
      readonly hash: string;
    };
    readonly answer: {
      readonly hash: string;
      readonly purpose: 'model' | 'update';
      readonly bytes: number;
      readonly storedAt: string;
    };
  };
  /** Take no more commitments: from now on updates are handed over. */
  readonly endCommitting: {
    readonly request: {
      readonly taskId: string;
      readonly round: number;
    };
    readonly answer: {
      readonly taskId: string;
      readonly number: number;
      readonly status: 'committing' | 'revealing' | 'proposed' | 'accepted' | 'rejected' | 'abandoned';
      readonly base: {
        readonly version: number;
        readonly hash: string;
      };
      readonly seed: string;
      readonly openedAt: string;
      readonly commitBy: string;
      readonly commitments?: number;
      readonly revealBy?: string;
      readonly aggregate?: {
        readonly count: number;
        readonly root: string;
        readonly resultHash: string;
        readonly excluded: readonly {
          readonly clientId: string;
          readonly reason: 'notRevealed' | 'hashMismatch' | 'copied' | 'wrongShape' | 'notFinite' | 'normTooLarge' | 'droppedOut';
        }[];
        readonly proposedAt: string;
      };
      readonly attestBy?: string;
      readonly endedAt?: string;
      readonly abandoned?: 'tooFewCommitments' | 'noAggregate' | 'noQuorum';
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** End a learning task; its last model stays. */
  readonly endLearningTask: {
    readonly request: {
      readonly taskId: string;
    };
    readonly answer: {
      readonly name: string;
      readonly kind: 'charge-decision' | 'soh' | 'anomaly';
      readonly model: {
        readonly kind: 'linear' | 'softmax' | 'mlp';
        readonly layers: readonly number[];
        readonly parameters: number;
      };
      readonly training: {
        readonly epochs: number;
        readonly batchSize: number;
        readonly learningRate: number;
        readonly proximal: number;
      };
      readonly aggregation: {
        readonly rule: {
          readonly name: 'fedavg';
        } | {
          readonly name: 'median';
        } | {
          readonly name: 'trimmedMean';
          readonly trim: number;
        } | {
          readonly name: 'krum';
          readonly faultyShare: number;
        } | {
          readonly name: 'multiKrum';
          readonly faultyShare: number;
        } | {
          readonly name: 'bulyan';
          readonly faultyShare: number;
        } | {
          readonly name: 'fltrust';
        };
        readonly mixing?: {
          readonly faultyShare: number;
        };
        readonly clipNorm?: number;
        readonly server: {
          readonly name: 'replace';
        } | {
          readonly name: 'adam' | 'yogi';
          readonly learningRate: number;
        };
      };
      readonly quantiser: {
        readonly clip: number;
        readonly bits: number;
      };
      readonly mode: {
        readonly name: 'plain';
      } | {
        readonly name: 'secure';
        readonly groups: number;
      };
      readonly privacy?: {
        readonly clipNorm: number;
        readonly noiseMultiplier: number;
        readonly inverseDelta: number;
      };
      readonly cohortShare: number;
      readonly minimumClients: number;
      readonly windows: {
        readonly commit: number;
        readonly reveal: number;
        readonly attest: number;
      };
      readonly initialModelHash: string;
      readonly committee: readonly string[];
      readonly id: string;
      readonly coordinator: string;
      readonly rulesVersion: number;
      readonly createdAt: string;
      readonly head: {
        readonly round: number;
        readonly modelVersion: number;
        readonly modelHash: string;
        readonly endedAt?: string;
      };
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Enrol the keys of batteries' BMS under their operator. */
  readonly enrolDeviceKeys: {
    readonly request: {
      readonly body: {
        readonly items: readonly {
          readonly batteryId: string;
          readonly deviceId: string;
          readonly model: string;
          readonly publicKey: string;
        }[];
      };
    };
    readonly answer: {
      readonly deviceKeys: readonly DeviceKey[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Enrol vehicles by their nullifiers, each once and with one LEAG. */
  readonly enrolVehicles: {
    readonly request: {
      readonly leag: string;
      readonly body: {
        readonly items: readonly {
          readonly vehicleId: string;
          readonly certificate: string;
          readonly signature: string;
        }[];
      };
    };
    readonly answer: {
      readonly enrolments: readonly {
        readonly nullifier: string;
        readonly leag: string;
        readonly month: string;
        readonly released?: string;
        readonly moved?: true;
      }[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Carry out a proposal that a majority of the active members approved. */
  readonly executeProposal: {
    readonly request: {
      readonly proposalId: string;
    };
    readonly answer: {
      readonly id: string;
      readonly change: Change;
      readonly proposedBy: string;
      readonly proposedAt: string;
      readonly status: 'open' | 'executed' | 'withdrawn';
      readonly decidedAt?: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** End a disputed escrow as two thirds of the members hold. */
  readonly executeRuling: {
    readonly request: {
      readonly body: {
        readonly purpose: string;
        readonly ref: readonly string[];
      };
    };
    readonly answer: {
      readonly coins: readonly {
        readonly id: string;
        readonly owner: string;
        readonly amount: string;
      }[];
      readonly notes: readonly {
        readonly id: string;
        readonly trader: string;
        readonly amount: string;
        readonly refundTo: string;
      }[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** End escrows whose deadline has passed, each as it was fixed when it was locked. */
  readonly expireEscrows: {
    readonly request: {
      readonly body: {
        readonly items: readonly {
          readonly purpose: string;
          readonly ref: readonly string[];
        }[];
      };
    };
    readonly answer: {
      readonly coins: readonly {
        readonly id: string;
        readonly owner: string;
        readonly amount: string;
      }[];
      readonly notes: readonly {
        readonly id: string;
        readonly trader: string;
        readonly amount: string;
        readonly refundTo: string;
      }[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Found the consortium: its name, first members and their roles. */
  readonly foundConsortium: {
    readonly request: {
      readonly body: {
        readonly name: string;
        readonly members: readonly {
          readonly mspId: string;
          readonly name: string;
          readonly roles: readonly Role[];
        }[];
      };
    };
    readonly answer: {
      readonly name: string;
      readonly foundedAt: string;
      readonly foundedBy: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Lock what the grid can pay in a slot, or what the LEAG needs for its imbalances. */
  readonly fundSlot: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly body: {
        readonly spend: {
          readonly payload: {
            readonly v: 1;
            readonly network: string;
            readonly channel: string;
            readonly chaincode: string;
            readonly fn: string;
            readonly notAfter: string;
            readonly inputs: readonly {
              readonly owner: string;
              readonly id: string;
            }[];
            readonly outputs: readonly ({
              readonly kind: 'coin';
              readonly owner: string;
              readonly amount: string;
            } | {
              readonly kind: 'note';
              readonly trader: string;
              readonly refundTo: string;
              readonly amount: string;
            } | {
              readonly kind: 'escrow';
              readonly purpose: string;
              readonly ref: readonly string[];
              readonly refundTo: {
                readonly kind: 'coin';
                readonly owner: string;
              } | {
                readonly kind: 'note';
                readonly trader: string;
                readonly refundTo: string;
              };
              readonly amount: string;
            })[];
            readonly relayFee: string;
            readonly redeemed?: string | undefined;
            readonly payoutHash?: string | undefined;
          };
          readonly signatures: readonly {
            readonly publicKey: string;
            readonly signature: string;
          }[];
          readonly relayFeeTo?: string | undefined;
        };
      };
    };
    readonly answer: {
      readonly escrows: readonly Escrow[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** One account. */
  readonly getAccount: {
    readonly request: {
      readonly accountId: string;
    };
    readonly answer: {
      readonly id: string;
      readonly kind: 'person' | 'device';
      readonly name: string;
      readonly role?: Role;
      readonly delegate: boolean;
      readonly admin: boolean;
      readonly actorId: string;
      readonly createdAt: string;
      readonly revokedAt?: string;
    };
  };
  /** A transport agreement. */
  readonly getAgreement: {
    readonly request: {
      readonly agreementId: string;
    };
    readonly answer: Agreement;
  };
  /** The anchor of one telemetry chunk. */
  readonly getAnchor: {
    readonly request: {
      readonly batteryId: string;
      readonly chunk: number;
    };
    readonly answer: Anchor;
  };
  /** A batch by its id. */
  readonly getBatch: {
    readonly request: {
      readonly batchId: string;
    };
    readonly answer: Batch;
  };
  /** A battery and its status. */
  readonly getBattery: {
    readonly request: {
      readonly batteryId: string;
    };
    readonly answer: BatteryView;
  };
  /** A second-life certificate by its id. */
  readonly getCertificate: {
    readonly request: {
      readonly certificateId: string;
    };
    readonly answer: Certificate;
  };
  /** The evidence behind a second-life certificate. */
  readonly getCertificateEvidence: {
    readonly request: {
      readonly certificateId: string;
    };
    readonly answer: CertificateEvidence;
  };
  /** A stored chunk with its samples. */
  readonly getChunk: {
    readonly request: {
      readonly batteryId: string;
      readonly chunk: number;
    };
    readonly answer: {
      readonly header: {
        readonly batteryId: string;
        readonly chunk: number;
        readonly cycle: number;
        readonly startedAt: string;
        readonly kind?: 'discharge' | 'charge' | 'rest' | 'mixed';
      };
      readonly samples: {
        readonly timeMs: readonly number[];
        readonly microvolts: readonly number[];
        readonly microamps: readonly number[];
        readonly millicelsius: readonly number[];
      };
      readonly signature?: string;
    };
  };
  /** A claim by its id. */
  readonly getClaim: {
    readonly request: {
      readonly claimId: string;
    };
    readonly answer: Claim;
  };
  /** The evidence behind a claim's answer. */
  readonly getClaimEvidence: {
    readonly request: {
      readonly claimId: string;
    };
    readonly answer: ClaimEvidence;
  };
  /** What became of coins. */
  readonly getCoins: {
    readonly request: {
      readonly coins: string;
    };
    readonly answer: {
      readonly coins: readonly {
        readonly owner: string;
        readonly id: string;
        readonly status: 'live' | 'spent' | 'unknown';
        readonly amount?: string;
        readonly madeAt?: string;
        readonly madeIn?: string;
        readonly spentAt?: string;
        readonly spentIn?: string;
      }[];
    };
  };
  /** A slot's committee with its verdicts. */
  readonly getCommittee: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
    };
    readonly answer: {
      readonly committee: SlotCommittee;
      readonly attestations: readonly SlotAttestation[];
      readonly organisations: readonly {
        readonly mspId: string;
        readonly approve: boolean;
        readonly at: string;
      }[];
      readonly next: 'wait' | 'substitute' | 'escalate' | 'conclude';
    };
  };
  /** The assessments and anomalies of a battery, by operators and recyclers. */
  readonly getCondition: {
    readonly request: {
      readonly batteryId: string;
    };
    readonly answer: {
      readonly items: readonly StoredCondition[];
    };
  };
  /** The consortium and its members. */
  readonly getConsortium: {
    readonly request: Record<never, never>;
    readonly answer: {
      readonly consortium: Consortium;
      readonly members: readonly Member[];
    };
  };
  /** What each update of a round was worth. */
  readonly getContributions: {
    readonly request: {
      readonly taskId: string;
      readonly round: number;
    };
    readonly answer: RoundContributions;
  };
  /** A journey's private records, oldest first. */
  readonly getDetails: {
    readonly request: {
      readonly agreementId: string;
    };
    readonly answer: {
      readonly items: readonly StoredLogisticsDetail[];
    };
  };
  /** A vehicle's own application to a LEAG, signed with its certified key; nothing of it reaches the ledger. */
  readonly getEnrolmentApplication: {
    readonly request: {
      readonly leag: string;
    };
    readonly answer: {
      readonly vehicleId: string;
      readonly certificate: string;
      readonly signature: string;
    };
  };
  /** One escrow with what the members hold of its dispute. */
  readonly getEscrow: {
    readonly request: {
      readonly purpose: string;
      readonly ref: string;
    };
    readonly answer: {
      readonly escrow: Escrow;
      readonly rulings: readonly {
        readonly disputeId: string;
        readonly mspId: string;
        readonly paid: string;
        readonly at: string;
      }[];
    };
  };
  /** The sealed factory data of a battery. */
  readonly getFactoryData: {
    readonly request: {
      readonly batteryId: string;
    };
    readonly answer: FactoryData;
  };
  /** The hash of the own peer's first block, by which payloads name the ledger. */
  readonly getFirstBlock: {
    readonly request: Record<never, never>;
    readonly answer: {
      readonly firstBlock: string;
    };
  };
  /** Every change of a battery's public records, oldest first. */
  readonly getHistory: {
    readonly request: {
      readonly batteryId: string;
    };
    readonly answer: {
      readonly entries: readonly HistoryEntry[];
    };
  };
  /** The proof that a client's update is in a round's aggregate. */
  readonly getInclusion: {
    readonly request: {
      readonly taskId: string;
      readonly round: number;
      readonly clientId: string;
    };
    readonly answer: {
      readonly leaf: string;
      readonly index: number;
      readonly size: number;
      readonly path: readonly string[];
      readonly root: string;
    };
  };
  /** A learning task and where it stands. */
  readonly getLearningTask: {
    readonly request: {
      readonly taskId: string;
    };
    readonly answer: {
      readonly name: string;
      readonly kind: 'charge-decision' | 'soh' | 'anomaly';
      readonly model: {
        readonly kind: 'linear' | 'softmax' | 'mlp';
        readonly layers: readonly number[];
        readonly parameters: number;
      };
      readonly training: {
        readonly epochs: number;
        readonly batchSize: number;
        readonly learningRate: number;
        readonly proximal: number;
      };
      readonly aggregation: {
        readonly rule: {
          readonly name: 'fedavg';
        } | {
          readonly name: 'median';
        } | {
          readonly name: 'trimmedMean';
          readonly trim: number;
        } | {
          readonly name: 'krum';
          readonly faultyShare: number;
        } | {
          readonly name: 'multiKrum';
          readonly faultyShare: number;
        } | {
          readonly name: 'bulyan';
          readonly faultyShare: number;
        } | {
          readonly name: 'fltrust';
        };
        readonly mixing?: {
          readonly faultyShare: number;
        };
        readonly clipNorm?: number;
        readonly server: {
          readonly name: 'replace';
        } | {
          readonly name: 'adam' | 'yogi';
          readonly learningRate: number;
        };
      };
      readonly quantiser: {
        readonly clip: number;
        readonly bits: number;
      };
      readonly mode: {
        readonly name: 'plain';
      } | {
        readonly name: 'secure';
        readonly groups: number;
      };
      readonly privacy?: {
        readonly clipNorm: number;
        readonly noiseMultiplier: number;
        readonly inverseDelta: number;
      };
      readonly cohortShare: number;
      readonly minimumClients: number;
      readonly windows: {
        readonly commit: number;
        readonly reveal: number;
        readonly attest: number;
      };
      readonly initialModelHash: string;
      readonly committee: readonly string[];
      readonly id: string;
      readonly coordinator: string;
      readonly rulesVersion: number;
      readonly createdAt: string;
      readonly head: {
        readonly round: number;
        readonly modelVersion: number;
        readonly modelHash: string;
        readonly endedAt?: string;
      };
    };
  };
  /** The maintenance records of a battery, by operators and recyclers. */
  readonly getMaintenance: {
    readonly request: {
      readonly batteryId: string;
    };
    readonly answer: {
      readonly items: readonly StoredMaintenance[];
    };
  };
  /** Meters by their ids. */
  readonly getMeters: {
    readonly request: {
      readonly ids: string;
    };
    readonly answer: {
      readonly meters: readonly {
        readonly id: string;
        readonly trader: string;
        readonly leag: string;
        readonly publicKey: string;
        readonly status: 'active' | 'revoked';
        readonly imported: number;
        readonly exported: number;
        readonly registeredAt: string;
        readonly revokedAt?: string;
      }[];
    };
  };
  /** A passport by its id. */
  readonly getPassport: {
    readonly request: {
      readonly passportId: string;
    };
    readonly answer: Passport;
  };
  /** What a problem means. */
  readonly getProblem: {
    readonly request: {
      readonly code: string;
    };
    readonly answer: {
      readonly type: string;
      readonly code: string;
      readonly status: number;
      readonly title: string;
      readonly retryable: boolean;
    };
  };
  /** One proposal with its votes. */
  readonly getProposal: {
    readonly request: {
      readonly proposalId: string;
    };
    readonly answer: {
      readonly proposal: Proposal;
      readonly votes: readonly Vote[];
      readonly needed: number;
      readonly delegatorApproved?: boolean;
    };
  };
  /** The ranking of a day. */
  readonly getRanking: {
    readonly request: {
      readonly day: string;
    };
    readonly answer: Ranking;
  };
  /** The recycling records of a battery. */
  readonly getRecyclingRecords: {
    readonly request: {
      readonly batteryId: string;
    };
    readonly answer: {
      readonly items: readonly StoredRecycling[];
    };
  };
  /** A vehicle's own request that a LEAG let it go, signed with its certified key; nothing of it reaches the ledger. */
  readonly getReleaseRequest: {
    readonly request: {
      readonly leag: string;
      readonly notAfter: string;
      readonly pseudonym?: string | undefined;
    };
    readonly answer: {
      readonly vehicleId: string;
      readonly certificate: string;
      readonly signature: string;
      readonly pseudonym?: string;
      readonly notAfter: string;
    };
  };
  /** A participant's scores with their evidence, and what follows from them. */
  readonly getReputation: {
    readonly request: {
      readonly participant: string;
    };
    readonly answer: {
      readonly reputation: Reputation;
      readonly overall: number;
      readonly trust: {
        readonly sellerBarred: boolean;
        readonly buyerBarred: boolean;
        readonly slotLimitWh: number | null;
        readonly participant: string;
        readonly since: string;
        readonly ruleVersion: number;
      };
    };
  };
  /** One round of a task. */
  readonly getRound: {
    readonly request: {
      readonly taskId: string;
      readonly round: number;
    };
    readonly answer: Round;
  };
  /** All versions of the rule parameters, oldest first. */
  readonly getRuleParameters: {
    readonly request: Record<never, never>;
    readonly answer: {
      readonly versions: readonly RuleVersion[];
    };
  };
  /** The run modes chosen for a battery, oldest first. */
  readonly getRunModes: {
    readonly request: {
      readonly batteryId: string;
    };
    readonly answer: {
      readonly items: readonly StoredRunMode[];
    };
  };
  /** A sample with its proof and its anchor: all that a verifier needs besides the ledger. */
  readonly getSampleProof: {
    readonly request: {
      readonly batteryId: string;
      readonly chunk: number;
      readonly index: number;
    };
    readonly answer: {
      readonly header: {
        readonly batteryId: string;
        readonly chunk: number;
        readonly cycle: number;
        readonly startedAt: string;
        readonly kind?: 'discharge' | 'charge' | 'rest' | 'mixed';
      };
      readonly sample: {
        readonly index: number;
        readonly timeMs: number;
        readonly microvolts: number;
        readonly microamps: number;
        readonly millicelsius: number;
      };
      readonly proof: {
        readonly leafIndex: number;
        readonly treeSize: number;
        readonly path: readonly string[];
      };
      readonly anchor: Anchor;
    };
  };
  /** A slot and its result. */
  readonly getSlot: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
    };
    readonly answer: {
      readonly slot: Slot;
      readonly cleared?: Cleared;
      readonly conclusion?: 'attested' | 'approved' | 'rejected' | 'expired';
    };
  };
  /** The coins of addresses and the deposits of pseudonyms. */
  readonly getStatement: {
    readonly request: {
      readonly owners?: string | undefined;
      readonly traders?: string | undefined;
    };
    readonly answer: {
      readonly coins: readonly {
        readonly id: string;
        readonly owner: string;
        readonly amount: string;
      }[];
      readonly notes: readonly {
        readonly id: string;
        readonly trader: string;
        readonly amount: string;
        readonly refundTo: string;
      }[];
      readonly withdrawals: readonly {
        readonly noteId: string;
        readonly trader: string;
        readonly requestedAt: string;
        readonly effectiveAt: string;
        readonly ruleVersion: number;
      }[];
      readonly total: string;
    };
  };
  /** All money on the ledger, counted record by record, beside what was issued and redeemed. */
  readonly getSupply: {
    readonly request: Record<never, never>;
    readonly answer: {
      readonly coins: {
        readonly count: number;
        readonly sum: string;
      };
      readonly notes: {
        readonly count: number;
        readonly sum: string;
      };
      readonly escrows: {
        readonly count: number;
        readonly sum: string;
      };
      readonly supply: string;
      readonly issued: string;
      readonly redeemed: string;
    };
  };
  /** A trading pseudonym. */
  readonly getTrader: {
    readonly request: {
      readonly pseudonym: string;
    };
    readonly answer: Trader;
  };
  /** Which vehicle is behind a pseudonym: for its LEAG, and for whom the members voted to tell. */
  readonly getTraderLink: {
    readonly request: {
      readonly pseudonym: string;
    };
    readonly answer: {
      readonly link: {
        readonly pseudonym: string;
        readonly nullifier: string;
        readonly previous?: string;
        readonly salt: string;
      };
      readonly vehicle: {
        readonly vehicleId: string;
        readonly certificate: string;
        readonly signature: string;
        readonly salt: string;
        readonly nullifier: string;
        readonly leag: string;
      };
    };
  };
  /** The outcome of a transaction, pending while the ledger has not said it. */
  readonly getTransaction: {
    readonly request: {
      readonly txId: string;
    };
    readonly answer: {
      readonly txId: string;
      readonly status: 'pending' | 'valid' | 'invalid';
      readonly code?: string;
      readonly blockNumber?: string;
      readonly timestamp?: string;
      readonly creatorMspId?: string;
    };
  };
  /** The uses of a battery, oldest first. */
  readonly getUsage: {
    readonly request: {
      readonly batteryId: string;
    };
    readonly answer: {
      readonly items: readonly StoredUsage[];
    };
  };
  /** Which ledger this is, as payloads must name it, and who issues its money. */
  readonly getWalletLedger: {
    readonly request: Record<never, never>;
    readonly answer: {
      readonly ledger: {
        readonly network: string;
        readonly channel: string;
        readonly chaincode: string;
      };
      readonly issuers: readonly {
        readonly mspId: string;
        readonly status: 'active' | 'withdrawn';
        readonly since: string;
      }[];
      readonly firstBlock: string;
    };
  };
  /** Announce that orders will fall short, before delivery or as the vehicle leaves, as their pseudonyms signed. */
  readonly giveNotice: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly body: {
        readonly items: readonly {
          readonly payload: {
            readonly v: 1;
            readonly network: string;
            readonly channel: string;
            readonly chaincode: string;
            readonly fn: string;
            readonly notAfter: string;
            readonly leag: string;
            readonly slot: string;
            readonly trader: string;
            readonly orderId: string;
          };
          readonly signature: {
            readonly publicKey: string;
            readonly signature: string;
          };
          readonly departed?: {
            readonly departure: {
              readonly leag: string;
              readonly slot: string;
              readonly trader: string;
              readonly meter: string;
              readonly at: string;
            };
            readonly signature: string;
          } | undefined;
        }[];
      };
    };
    readonly answer: {
      readonly ids: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Certify a battery for another life and seal the evidence; issues its new passport. */
  readonly issueCertificate: {
    readonly request: {
      readonly body: {
        readonly batteryId: string;
        readonly kind: 'repurposed' | 're-used' | 'remanufactured';
        readonly secondLifeCode?: string | undefined;
        readonly evidence: {
          readonly soh: number;
          readonly testStandard: string;
          readonly testedAt: string;
          readonly results: readonly {
            readonly test: string;
            readonly passed: boolean;
            readonly value?: string | undefined;
          }[];
          readonly statement: string;
        };
      };
    };
    readonly answer: {
      readonly certificate: Certificate;
      readonly passport: Passport;
      readonly status: BatteryStatus;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Put money into circulation, within the limit that the members voted for a day. */
  readonly issueMoney: {
    readonly request: {
      readonly body: {
        readonly outputs: readonly {
          readonly owner: string;
          readonly amount: string;
        }[];
      };
    };
    readonly answer: {
      readonly id: string;
      readonly kind: 'issue' | 'redeem';
      readonly issuer: string;
      readonly by: string;
      readonly day: string;
      readonly amount: string;
      readonly at: string;
      readonly coins: readonly {
        readonly id: string;
        readonly owner: string;
        readonly amount: string;
      }[];
      readonly payoutHash?: string;
      readonly ruleVersion: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Take part in a learning task from its next round on. */
  readonly joinLearningTask: {
    readonly request: {
      readonly taskId: string;
    };
    readonly answer: {
      readonly taskId: string;
      readonly clientId: string;
      readonly mspId: string;
      readonly fromRound: number;
      readonly joinedAt: string;
      readonly leftAt?: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Give the verdict of the organisation, where there is no committee or it came to no end. */
  readonly judgeSlot: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly body: {
        readonly approve: boolean;
      };
    };
    readonly answer: {
      readonly mspId: string;
      readonly approve: boolean;
      readonly at: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Leave a LEAG without its help, by a pseudonym's signature and the sealed link, which this publishes. */
  readonly leaveLeag: {
    readonly request: {
      readonly body: {
        readonly payload: {
          readonly v: 1;
          readonly network: string;
          readonly channel: string;
          readonly chaincode: string;
          readonly fn: string;
          readonly notAfter: string;
          readonly leag: string;
          readonly pseudonym: string;
        };
        readonly signature: {
          readonly publicKey: string;
          readonly signature: string;
        };
        readonly link: {
          readonly pseudonym: string;
          readonly nullifier: string;
          readonly previous?: string | undefined;
          readonly salt: string;
        };
      };
    };
    readonly answer: {
      readonly trader: Trader;
      readonly enrolment: {
        readonly nullifier: string;
        readonly leag: string;
        readonly month: string;
        readonly released?: string;
        readonly moved?: true;
      };
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Take no more part in a learning task. */
  readonly leaveLearningTask: {
    readonly request: {
      readonly taskId: string;
    };
    readonly answer: {
      readonly taskId: string;
      readonly clientId: string;
      readonly mspId: string;
      readonly fromRound: number;
      readonly joinedAt: string;
      readonly leftAt?: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** All accounts, oldest first. */
  readonly listAccounts: {
    readonly request: Record<never, never>;
    readonly answer: {
      readonly items: readonly {
        readonly id: string;
        readonly kind: 'person' | 'device';
        readonly name: string;
        readonly role?: Role;
        readonly delegate: boolean;
        readonly admin: boolean;
        readonly actorId: string;
        readonly createdAt: string;
        readonly revokedAt?: string;
      }[];
    };
  };
  /** Transport agreements, a page at a time. */
  readonly listAgreements: {
    readonly request: {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly Agreement[];
      readonly nextCursor?: string;
    };
  };
  /** A battery's anchors in the order of their chunks, a page at a time. */
  readonly listAnchors: {
    readonly request: {
      readonly batteryId: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly Anchor[];
      readonly nextCursor?: string;
    };
  };
  /** The committee's verdicts on a round. */
  readonly listAttestations: {
    readonly request: {
      readonly taskId: string;
      readonly round: number;
    };
    readonly answer: {
      readonly items: readonly LearningAttestation[];
    };
  };
  /** Batches, a page at a time. */
  readonly listBatches: {
    readonly request: {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly Batch[];
      readonly nextCursor?: string;
    };
  };
  /** Batteries in the order of their ids, a page at a time. */
  readonly listBatteries: {
    readonly request: {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly BatteryView[];
      readonly nextCursor?: string;
    };
  };
  /** The second-life certificates of a battery. */
  readonly listCertificates: {
    readonly request: {
      readonly batteryId: string;
    };
    readonly answer: {
      readonly certificates: readonly Certificate[];
    };
  };
  /** The stored chunks of a battery, in their order. */
  readonly listChunks: {
    readonly request: {
      readonly batteryId: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly {
        readonly batteryId: string;
        readonly chunk: number;
        readonly digest: string;
        readonly root: string;
        readonly samples: number;
        readonly cycle: number;
        readonly startedAt: string;
        readonly anchorTxId?: string;
      }[];
      readonly nextCursor?: string;
    };
  };
  /** Claims, a page at a time. */
  readonly listClaims: {
    readonly request: {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly Claim[];
      readonly nextCursor?: string;
    };
  };
  /** The keys enrolled for a battery's BMS. */
  readonly listDeviceKeys: {
    readonly request: {
      readonly batteryId: string;
    };
    readonly answer: {
      readonly deviceKeys: readonly DeviceKey[];
    };
  };
  /** The disputes of a slot, and what members hold of them. */
  readonly listDisputes: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
    };
    readonly answer: {
      readonly disputes: readonly {
        readonly trader: string;
        readonly orderId: string;
        readonly by: 'trader' | 'leag';
        readonly reason: string;
        readonly raisedAt: string;
        readonly until: string;
      }[];
      readonly rulings: readonly {
        readonly trader: string;
        readonly mspId: string;
        readonly meteredWh: number;
        readonly at: string;
      }[];
    };
  };
  /** The proofs for which a validator was suspended. */
  readonly listDoubleVerdicts: {
    readonly request: {
      readonly validator: string;
    };
    readonly answer: {
      readonly proofs: readonly {
        readonly validator: string;
        readonly slot: {
          readonly leag: string;
          readonly slot: string;
        };
        readonly first: SlotAttestation;
        readonly second: {
          readonly bookRoot: string;
          readonly resultHash: string;
          readonly verdict: 'accept' | 'reject';
          readonly reason?: string;
        };
        readonly at: string;
      }[];
    };
  };
  /** A LEAG's enrolled vehicles by their nullifiers, a page at a time. */
  readonly listEnrolments: {
    readonly request: {
      readonly leag: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly {
        readonly nullifier: string;
        readonly leag: string;
        readonly month: string;
        readonly released?: string;
        readonly moved?: true;
      }[];
      readonly nextCursor?: string;
    };
  };
  /** What clearing gave the orders of a slot, a page at a time. */
  readonly listFills: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly FillLine[];
      readonly nextCursor?: string;
    };
  };
  /** What was put into circulation and taken out of it, a page at a time. */
  readonly listIssuances: {
    readonly request: {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly {
        readonly id: string;
        readonly kind: 'issue' | 'redeem';
        readonly issuer: string;
        readonly by: string;
        readonly day: string;
        readonly amount: string;
        readonly at: string;
        readonly coins: readonly {
          readonly id: string;
          readonly owner: string;
          readonly amount: string;
        }[];
        readonly payoutHash?: string;
        readonly ruleVersion: number;
      }[];
      readonly nextCursor?: string;
    };
  };
  /** All local energy aggregators. */
  readonly listLeags: {
    readonly request: Record<never, never>;
    readonly answer: {
      readonly leags: readonly Leag[];
    };
  };
  /** Who trains for a task, a page at a time. */
  readonly listLearningClients: {
    readonly request: {
      readonly taskId: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly LearningClient[];
      readonly nextCursor?: string;
    };
  };
  /** Learning tasks, a page at a time. */
  readonly listLearningTasks: {
    readonly request: {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly LearningTask[];
      readonly nextCursor?: string;
    };
  };
  /** A task's models, oldest first, a page at a time. */
  readonly listModels: {
    readonly request: {
      readonly taskId: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly ModelVersion[];
      readonly nextCursor?: string;
    };
  };
  /** All moves of a battery. */
  readonly listMoves: {
    readonly request: {
      readonly batteryId: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly Move[];
      readonly nextCursor?: string;
    };
  };
  /** The shortfalls that were announced in time in a slot, a page at a time. */
  readonly listNotices: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly {
        readonly trader: string;
        readonly orderId: string;
        readonly at: string;
        readonly departedAfter?: number;
      }[];
      readonly nextCursor?: string;
    };
  };
  /** The orders of a slot, a page at a time. */
  readonly listOrders: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly Order[];
      readonly nextCursor?: string;
    };
  };
  /** What came of the filled orders of a slot, a page at a time. */
  readonly listOutcomes: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly Outcome[];
      readonly nextCursor?: string;
    };
  };
  /** The passports of a battery, oldest first. */
  readonly listPassports: {
    readonly request: {
      readonly batteryId: string;
    };
    readonly answer: {
      readonly passports: readonly Passport[];
    };
  };
  /** Every problem there is. */
  readonly listProblems: {
    readonly request: Record<never, never>;
    readonly answer: readonly {
      readonly type: string;
      readonly code: string;
      readonly status: number;
      readonly title: string;
      readonly retryable: boolean;
    }[];
  };
  /** Proposals, a page at a time. */
  readonly listProposals: {
    readonly request: {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly Proposal[];
      readonly nextCursor?: string;
    };
  };
  /** The meter readings of a slot, a page at a time. */
  readonly listReadings: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly StoredReading[];
      readonly nextCursor?: string;
    };
  };
  /** The reputations of all participants, a page at a time. */
  readonly listReputations: {
    readonly request: {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly Reputation[];
      readonly nextCursor?: string;
    };
  };
  /** The clients' keys for a round's secure aggregation, a page at a time. */
  readonly listRoundKeys: {
    readonly request: {
      readonly taskId: string;
      readonly round: number;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly RoundKeys[];
      readonly nextCursor?: string;
    };
  };
  /** A task's rounds in their order, a page at a time. */
  readonly listRounds: {
    readonly request: {
      readonly taskId: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly Round[];
      readonly nextCursor?: string;
    };
  };
  /** Every change of the scores of a participant, oldest first, with slot, rule version and reason. */
  readonly listScoreChanges: {
    readonly request: {
      readonly participant: string;
    };
    readonly answer: {
      readonly changes: readonly ScoreChange[];
    };
  };
  /** The slots of a LEAG in the order of delivery, a page at a time. */
  readonly listSlots: {
    readonly request: {
      readonly leag: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly Slot[];
      readonly nextCursor?: string;
    };
  };
  /** A LEAG's trading pseudonyms, a page at a time. */
  readonly listTraders: {
    readonly request: {
      readonly leag: string;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly Trader[];
      readonly nextCursor?: string;
    };
  };
  /** The commitments of a round, a page at a time. */
  readonly listUpdates: {
    readonly request: {
      readonly taskId: string;
      readonly round: number;
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly Update[];
      readonly nextCursor?: string;
    };
  };
  /** All validators, a page at a time. */
  readonly listValidators: {
    readonly request: {
      readonly limit?: number | undefined;
      readonly cursor?: string | undefined;
    };
    readonly answer: {
      readonly items: readonly Validator[];
      readonly nextCursor?: string;
    };
  };
  /** The process answers. */
  readonly live: {
    readonly request: Record<never, never>;
    readonly answer: {
      readonly status: 'live';
    };
  };
  /** The account that asks. */
  readonly me: {
    readonly request: Record<never, never>;
    readonly answer: {
      readonly accountId: string;
      readonly name: string;
      readonly role?: Role;
      readonly delegate: boolean;
      readonly mspId: string;
      readonly actorId: string;
    };
  };
  /** Offer a carrier the transport of a batch, with thresholds and due time. */
  readonly offerAgreement: {
    readonly request: {
      readonly body: {
        readonly batchId: string;
        readonly carrier: string;
        readonly thresholds: Thresholds;
        readonly dueAt: string;
      };
    };
    readonly answer: {
      readonly id: string;
      readonly batchId: string;
      readonly consignor: Party;
      readonly carrier: string;
      readonly receiver: Party;
      readonly thresholds: Thresholds;
      readonly dueAt: string;
      readonly status: 'offered' | 'accepted' | 'declined' | 'cancelled' | 'inTransit' | 'arrived' | 'delivered';
      readonly offeredAt: string;
      readonly decidedAt?: string;
      readonly pickedUpAt?: string;
      readonly arrivedAt?: string;
      readonly deliveredAt?: string;
      readonly discrepancies: readonly {
        readonly batteryId: string;
        readonly kind: 'missing' | 'damaged' | 'unexpected';
        readonly note?: string;
      }[];
      readonly ruleVersion: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Offer title or custody of batteries to another party. */
  readonly offerMoves: {
    readonly request: {
      readonly body: {
        readonly kind: 'title' | 'custody' | 'titleAndCustody';
        readonly to: Party;
        readonly batteryIds: readonly string[];
        readonly note?: string | undefined;
      };
    };
    readonly answer: {
      readonly moves: readonly Move[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Open a claim under a transport agreement. */
  readonly openClaim: {
    readonly request: {
      readonly body: {
        readonly agreementId: string;
        readonly kind: 'shock' | 'temperature' | 'loss' | 'damage' | 'delay';
        readonly batteryIds: readonly string[];
        readonly statement: string;
      };
    };
    readonly answer: {
      readonly id: string;
      readonly agreementId: string;
      readonly kind: 'shock' | 'temperature' | 'loss' | 'damage' | 'delay';
      readonly batteryIds: readonly string[];
      readonly statement: string;
      readonly claimant: Party;
      readonly carrier: string;
      readonly status: 'open' | 'answered' | 'evidenced' | 'closed' | 'withdrawn';
      readonly answer?: {
        readonly accepted: boolean;
        readonly statement: string;
        readonly evidenceCommitment: string;
        readonly at: string;
      };
      readonly openedAt: string;
      readonly closedAt?: string;
      readonly ruleVersion: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Open a task's next round; repeated while that round takes commitments, it answers with it. */
  readonly openRound: {
    readonly request: {
      readonly taskId: string;
      readonly body: {
        readonly round: number;
      };
    };
    readonly answer: {
      readonly taskId: string;
      readonly number: number;
      readonly status: 'committing' | 'revealing' | 'proposed' | 'accepted' | 'rejected' | 'abandoned';
      readonly base: {
        readonly version: number;
        readonly hash: string;
      };
      readonly seed: string;
      readonly openedAt: string;
      readonly commitBy: string;
      readonly commitments?: number;
      readonly revealBy?: string;
      readonly aggregate?: {
        readonly count: number;
        readonly root: string;
        readonly resultHash: string;
        readonly excluded: readonly {
          readonly clientId: string;
          readonly reason: 'notRevealed' | 'hashMismatch' | 'copied' | 'wrongShape' | 'notFinite' | 'normTooLarge' | 'droppedOut';
        }[];
        readonly proposedAt: string;
      };
      readonly attestBy?: string;
      readonly endedAt?: string;
      readonly abandoned?: 'tooFewCommitments' | 'noAggregate' | 'noQuorum';
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Open planned slots for orders. */
  readonly openSlots: {
    readonly request: {
      readonly leag: string;
      readonly body: {
        readonly slots: readonly string[];
      };
    };
    readonly answer: {
      readonly slots: readonly Slot[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Read a GB/T 34014 code or a GS1 Digital Link, or refuse it. */
  readonly parseIdentifier: {
    readonly request: {
      readonly code: string;
    };
    readonly answer: {
      readonly scheme: 'gbt34014';
      readonly life: 'first' | 'second';
      readonly manufacturer: string;
      readonly product: 'pack' | 'module' | 'cell';
      readonly batteryType: string;
      readonly spec: string;
      readonly date: string;
      readonly serial: string;
      readonly traceability?: string;
      readonly reuse?: 'pack' | 'module' | 'cell';
    } | {
      readonly scheme: 'gs1DigitalLink';
      readonly resolver: string;
      readonly gtin: string;
      readonly variant?: string;
      readonly lot?: string;
      readonly serial?: string;
      readonly batteryId?: string;
    };
  };
  /** Pick a batch up: the carrier takes custody of every scanned item. */
  readonly pickUp: {
    readonly request: {
      readonly agreementId: string;
      readonly body: {
        readonly scanned: readonly string[];
      };
    };
    readonly answer: {
      readonly id: string;
      readonly batchId: string;
      readonly consignor: Party;
      readonly carrier: string;
      readonly receiver: Party;
      readonly thresholds: Thresholds;
      readonly dueAt: string;
      readonly status: 'offered' | 'accepted' | 'declined' | 'cancelled' | 'inTransit' | 'arrived' | 'delivered';
      readonly offeredAt: string;
      readonly decidedAt?: string;
      readonly pickedUpAt?: string;
      readonly arrivedAt?: string;
      readonly deliveredAt?: string;
      readonly discrepancies: readonly {
        readonly batteryId: string;
        readonly kind: 'missing' | 'damaged' | 'unexpected';
        readonly note?: string;
      }[];
      readonly ruleVersion: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Place orders that pseudonyms signed, all or none; anybody may bring them. */
  readonly placeOrders: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly body: {
        readonly orders: readonly {
          readonly payload: {
            readonly v: 1;
            readonly network: string;
            readonly channel: string;
            readonly chaincode: string;
            readonly fn: string;
            readonly notAfter: string;
            readonly leag: string;
            readonly slot: string;
            readonly trader: string;
            readonly side: 'buy' | 'sell';
            readonly quantity: number;
            readonly limit: number;
            readonly quote?: number | undefined;
            readonly grid: boolean;
            readonly sequence: number;
            readonly notes: readonly string[];
          };
          readonly signature: {
            readonly publicKey: string;
            readonly signature: string;
          };
        }[];
      };
    };
    readonly answer: {
      readonly ids: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Plan delivery slots with their prices, fees, mechanism and deadlines; a plan can change until it opens. */
  readonly planSlots: {
    readonly request: {
      readonly leag: string;
      readonly body: {
        readonly slots: readonly {
          readonly slot: string;
          readonly deliveryEnd: string;
          readonly floor: number;
          readonly ceiling: number;
          readonly importPrice: number;
          readonly exportPrice: number;
          readonly buyFee: number;
          readonly sellFee: number;
          readonly mechanism: {
            readonly kind: 'uniform';
            readonly kappa: number;
          } | {
            readonly kind: 'pay-as-bid';
          } | {
            readonly kind: 'posted';
            readonly price: number;
          } | {
            readonly kind: 'truthful';
          } | {
            readonly kind: 'regional';
            readonly lines: readonly {
              readonly id: string;
              readonly from: string;
              readonly to: string;
              readonly capacityWh: number;
              readonly reverseCapacityWh: number;
              readonly fee: number;
              readonly owner: string;
            }[];
          };
          readonly region?: string | undefined;
          readonly sealed: boolean;
          readonly closeFrom: string;
          readonly closeBy: string;
          readonly clearBy: string;
          readonly deliverFrom: string;
          readonly readBy: string;
        }[];
      };
    };
    readonly answer: {
      readonly slots: readonly Slot[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Store chunks of telemetry, anchor them and record the use they show. */
  readonly postTelemetry: {
    readonly request: {
      readonly body: {
        readonly chunks: readonly {
          readonly header: {
            readonly batteryId: string;
            readonly chunk: number;
            readonly cycle: number;
            readonly startedAt: string;
            readonly kind?: 'discharge' | 'charge' | 'rest' | 'mixed' | undefined;
          };
          readonly samples: {
            readonly timeMs: readonly number[];
            readonly microvolts: readonly number[];
            readonly microamps: readonly number[];
            readonly millicelsius: readonly number[];
          };
          readonly deviceId: string;
          readonly signature: string;
        }[];
      };
    };
    readonly answer: {
      readonly anchors: readonly Anchor[];
      readonly usageIds: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Propose a change: admit or suspend a member, grant a role, set rule parameters. */
  readonly propose: {
    readonly request: {
      readonly body: {
        readonly change: Change;
      };
    };
    readonly answer: {
      readonly id: string;
      readonly change: Change;
      readonly proposedBy: string;
      readonly proposedAt: string;
      readonly status: 'open' | 'executed' | 'withdrawn';
      readonly decidedAt?: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Put the aggregate of a round before its committee. */
  readonly proposeAggregate: {
    readonly request: {
      readonly taskId: string;
      readonly round: number;
      readonly body: {
        readonly root: string;
        readonly resultHash: string;
        readonly excluded: readonly {
          readonly clientId: string;
          readonly reason: 'notRevealed' | 'hashMismatch' | 'copied' | 'wrongShape' | 'notFinite' | 'normTooLarge' | 'droppedOut';
        }[];
      };
    };
    readonly answer: {
      readonly taskId: string;
      readonly number: number;
      readonly status: 'committing' | 'revealing' | 'proposed' | 'accepted' | 'rejected' | 'abandoned';
      readonly base: {
        readonly version: number;
        readonly hash: string;
      };
      readonly seed: string;
      readonly openedAt: string;
      readonly commitBy: string;
      readonly commitments?: number;
      readonly revealBy?: string;
      readonly aggregate?: {
        readonly count: number;
        readonly root: string;
        readonly resultHash: string;
        readonly excluded: readonly {
          readonly clientId: string;
          readonly reason: 'notRevealed' | 'hashMismatch' | 'copied' | 'wrongShape' | 'notFinite' | 'normTooLarge' | 'droppedOut';
        }[];
        readonly proposedAt: string;
      };
      readonly attestBy?: string;
      readonly endedAt?: string;
      readonly abandoned?: 'tooFewCommitments' | 'noAggregate' | 'noQuorum';
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Publish the own keys for a round's secure aggregation. */
  readonly publishRoundKeys: {
    readonly request: {
      readonly taskId: string;
      readonly round: number;
      readonly body: {
        readonly maskKey: string;
        readonly shareKey: string;
      };
    };
    readonly answer: {
      readonly taskId: string;
      readonly round: number;
      readonly clientId: string;
      readonly maskKey: string;
      readonly shareKey: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Contest a reading, for its trader with its signature or for the LEAG: its order alone waits for the members. */
  readonly raiseDispute: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly body: {
        readonly trader: string;
        readonly reason: string;
        readonly consent?: {
          readonly payload: {
            readonly v: 1;
            readonly network: string;
            readonly channel: string;
            readonly chaincode: string;
            readonly fn: string;
            readonly notAfter: string;
            readonly leag: string;
            readonly slot: string;
            readonly trader: string;
            readonly orderId: string;
          };
          readonly signature: {
            readonly publicKey: string;
            readonly signature: string;
          };
        } | undefined;
      };
    };
    readonly answer: {
      readonly trader: string;
      readonly orderId: string;
      readonly by: 'trader' | 'leag';
      readonly reason: string;
      readonly raisedAt: string;
      readonly until: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Database and peer answer; 503 with the same body when one does not. */
  readonly ready: {
    readonly request: Record<never, never>;
    readonly answer: {
      readonly status: 'ready' | 'unready';
      readonly organisation: string;
      readonly database: 'up' | 'down';
      readonly ledger: 'up' | 'down';
      readonly height?: string;
    };
  };
  /** Receive a batch by scan of every item; what is missing, damaged or unexpected is put on record. */
  readonly receive: {
    readonly request: {
      readonly agreementId: string;
      readonly body: {
        readonly scanned: readonly string[];
        readonly damaged?: readonly {
          readonly batteryId: string;
          readonly note?: string | undefined;
        }[] | undefined;
      };
    };
    readonly answer: {
      readonly id: string;
      readonly batchId: string;
      readonly consignor: Party;
      readonly carrier: string;
      readonly receiver: Party;
      readonly thresholds: Thresholds;
      readonly dueAt: string;
      readonly status: 'offered' | 'accepted' | 'declined' | 'cancelled' | 'inTransit' | 'arrived' | 'delivered';
      readonly offeredAt: string;
      readonly decidedAt?: string;
      readonly pickedUpAt?: string;
      readonly arrivedAt?: string;
      readonly deliveredAt?: string;
      readonly discrepancies: readonly {
        readonly batteryId: string;
        readonly kind: 'missing' | 'damaged' | 'unexpected';
        readonly note?: string;
      }[];
      readonly ruleVersion: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Record assessments and anomalies with the model that found them, in private. */
  readonly recordCondition: {
    readonly request: {
      readonly body: {
        readonly items: readonly ({
          readonly kind: 'assessment';
          readonly batteryId: string;
          readonly cycle: number;
          readonly assessedAt: string;
          readonly chunk: number;
          readonly capacityMicroampHours: number;
          readonly soh: number;
          readonly soc?: number | undefined;
          readonly resistanceMicroohms?: number | undefined;
          readonly maxMilliCelsius?: number | undefined;
          readonly remainingCycles?: {
            readonly low: number;
            readonly expected: number;
            readonly high: number;
          } | undefined;
          readonly modelId: string;
          readonly modelVersion: string;
        } | {
          readonly kind: 'anomaly';
          readonly batteryId: string;
          readonly cycle: number;
          readonly detectedAt: string;
          readonly chunk: number;
          readonly rule: string;
          readonly threshold: number;
          readonly observed: number;
          readonly note?: string | undefined;
          readonly modelId: string;
          readonly modelVersion: string;
        })[];
      };
    };
    readonly answer: {
      readonly ids: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Record what each update of an accepted round was worth. */
  readonly recordContributions: {
    readonly request: {
      readonly taskId: string;
      readonly round: number;
      readonly body: {
        readonly method: 'exact' | 'sampled';
        readonly items: readonly {
          readonly clientId: string;
          readonly value: number;
          readonly norm: number;
        }[];
      };
    };
    readonly answer: {
      readonly taskId: string;
      readonly round: number;
      readonly method: 'exact' | 'sampled';
      readonly items: readonly {
        readonly clientId: string;
        readonly value: number;
        readonly norm: number;
      }[];
      readonly recordedAt: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Record a journey's route, checkpoints, shocks, temperatures and receipt, in private. */
  readonly recordDetails: {
    readonly request: {
      readonly agreementId: string;
      readonly body: {
        readonly items: readonly ({
          readonly kind: 'route';
          readonly at: string;
          readonly stops: readonly string[];
        } | {
          readonly kind: 'checkpoint';
          readonly at: string;
          readonly place: string;
          readonly latitudeMicrodegrees?: number | undefined;
          readonly longitudeMicrodegrees?: number | undefined;
        } | {
          readonly kind: 'shock';
          readonly at: string;
          readonly milliG: number;
        } | {
          readonly kind: 'temperature';
          readonly at: string;
          readonly milliCelsius: number;
        } | {
          readonly kind: 'receipt';
          readonly at: string;
          readonly signedBy: string;
          readonly note?: string | undefined;
        })[];
      };
    };
    readonly answer: {
      readonly ids: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Record maintenance, in private. */
  readonly recordMaintenance: {
    readonly request: {
      readonly body: {
        readonly items: readonly {
          readonly batteryId: string;
          readonly performedAt: string;
          readonly kind: 'inspection' | 'repair' | 'partReplacement' | 'softwareUpdate' | 'balancing';
          readonly reason: string;
          readonly findings?: string | undefined;
          readonly parts: readonly string[];
        }[];
      };
    };
    readonly answer: {
      readonly ids: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Record what meters signed for a slot, all or none. */
  readonly recordReadings: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly body: {
        readonly items: readonly {
          readonly reading: {
            readonly leag: string;
            readonly slot: string;
            readonly trader: string;
            readonly meter: string;
            readonly register: 'import' | 'export';
            readonly start: number;
            readonly end: number;
          };
          readonly signature: string;
        }[];
      };
    };
    readonly answer: {
      readonly ids: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Record an evaluation, a refurbishment or recovered materials, in private. */
  readonly recordRecycling: {
    readonly request: {
      readonly body: {
        readonly items: readonly ({
          readonly kind: 'evaluation';
          readonly batteryId: string;
          readonly soh: number;
          readonly verdict: 'secondLife' | 'recycle';
          readonly findings: string;
        } | {
          readonly kind: 'refurbishment';
          readonly batteryId: string;
          readonly work: string;
          readonly replacedParts: readonly string[];
        } | {
          readonly kind: 'materials';
          readonly batteryId: string;
          readonly recovered: readonly {
            readonly material: string;
            readonly grams: number;
          }[];
          readonly process: string;
        })[];
      };
    };
    readonly answer: {
      readonly ids: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Recycle batteries whose recovered materials are on record; ends their passports. */
  readonly recycleBatteries: {
    readonly request: {
      readonly body: {
        readonly items: readonly {
          readonly batteryId: string;
          readonly materialsRecordId: string;
        }[];
      };
    };
    readonly answer: {
      readonly statuses: readonly BatteryStatus[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Take a wallet's money out of circulation and owe it outside of the ledger. */
  readonly redeemMoney: {
    readonly request: {
      readonly body: {
        readonly payload: {
          readonly v: 1;
          readonly network: string;
          readonly channel: string;
          readonly chaincode: string;
          readonly fn: string;
          readonly notAfter: string;
          readonly inputs: readonly {
            readonly owner: string;
            readonly id: string;
          }[];
          readonly outputs: readonly ({
            readonly kind: 'coin';
            readonly owner: string;
            readonly amount: string;
          } | {
            readonly kind: 'note';
            readonly trader: string;
            readonly refundTo: string;
            readonly amount: string;
          } | {
            readonly kind: 'escrow';
            readonly purpose: string;
            readonly ref: readonly string[];
            readonly refundTo: {
              readonly kind: 'coin';
              readonly owner: string;
            } | {
              readonly kind: 'note';
              readonly trader: string;
              readonly refundTo: string;
            };
            readonly amount: string;
          })[];
          readonly relayFee: string;
          readonly redeemed?: string | undefined;
          readonly payoutHash?: string | undefined;
        };
        readonly signatures: readonly {
          readonly publicKey: string;
          readonly signature: string;
        }[];
        readonly relayFeeTo?: string | undefined;
      };
    };
    readonly answer: {
      readonly id: string;
      readonly kind: 'issue' | 'redeem';
      readonly issuer: string;
      readonly by: string;
      readonly day: string;
      readonly amount: string;
      readonly at: string;
      readonly coins: readonly {
        readonly id: string;
        readonly owner: string;
        readonly amount: string;
      }[];
      readonly payoutHash?: string;
      readonly ruleVersion: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Register batteries and seal their factory data. */
  readonly registerBatteries: {
    readonly request: {
      readonly body: {
        readonly batteries: readonly {
          readonly gtin: string;
          readonly serial: string;
          readonly category: 'ev' | 'lmt' | 'industrial' | 'stationary';
          readonly batch?: string | undefined;
          readonly publicPoints: PublicPoints;
          readonly factoryData: {
            readonly manufacturer: string;
            readonly model: string;
            readonly ratedCapacityMilliampHours: number;
            readonly nominalVoltageMillivolts: number;
            readonly ratedEnergyMilliwattHours: number;
            readonly chargeRateMilliC: number;
            readonly dischargeRateMilliC: number;
            readonly chemistry: string;
            readonly composition: readonly {
              readonly material: string;
              readonly shareMillionths: number;
            }[];
            readonly tractionBatteryCode?: string | undefined;
            readonly idCodes: readonly {
              readonly scheme: string;
              readonly code: string;
            }[];
          };
        }[];
      };
    };
    readonly answer: {
      readonly batteries: readonly Battery[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Register a local energy aggregator under the organisation that runs it. */
  readonly registerLeag: {
    readonly request: {
      readonly body: {
        readonly id: string;
        readonly name: string;
        readonly feesTo: string;
        readonly gridTo: string;
        readonly balancingTo: string;
        readonly commonFundTo: string;
      };
    };
    readonly answer: {
      readonly id: string;
      readonly name: string;
      readonly feesTo: string;
      readonly gridTo: string;
      readonly balancingTo: string;
      readonly commonFundTo: string;
      readonly mspId: string;
      readonly since: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Register the meters of trading pseudonyms. */
  readonly registerMeters: {
    readonly request: {
      readonly leag: string;
      readonly body: {
        readonly items: readonly {
          readonly id: string;
          readonly trader: string;
          readonly publicKey: string;
        }[];
      };
    };
    readonly answer: {
      readonly ids: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Let vehicles go that have no pseudonym yet; those that have one leave in a rotation. */
  readonly releaseVehicles: {
    readonly request: {
      readonly leag: string;
      readonly body: {
        readonly items: readonly {
          readonly vehicleId: string;
          readonly certificate: string;
          readonly signature: string;
          readonly pseudonym?: string | undefined;
          readonly notAfter: string;
        }[];
      };
    };
    readonly answer: {
      readonly id: string;
      readonly leag: string;
      readonly month: string;
      readonly nullifiers: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Announce that deposits are taken back, as their pseudonyms signed. */
  readonly requestWithdrawals: {
    readonly request: {
      readonly body: {
        readonly items: readonly {
          readonly payload: {
            readonly v: 1;
            readonly network: string;
            readonly channel: string;
            readonly chaincode: string;
            readonly fn: string;
            readonly notAfter: string;
            readonly trader: string;
            readonly noteId: string;
          };
          readonly signature: {
            readonly publicKey: string;
            readonly signature: string;
          };
        }[];
      };
    };
    readonly answer: {
      readonly withdrawals: readonly {
        readonly noteId: string;
        readonly trader: string;
        readonly requestedAt: string;
        readonly effectiveAt: string;
        readonly ruleVersion: number;
      }[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** What a battery shows to whoever scans its label. */
  readonly resolveLink: {
    readonly request: {
      readonly gtin: string;
      readonly serial: string;
    };
    readonly answer: {
      readonly id: string;
      readonly gtin: string;
      readonly serial: string;
      readonly category: 'ev' | 'lmt' | 'industrial' | 'stationary';
      readonly batch?: string;
      readonly publicPoints: PublicPoints;
      readonly passportId?: string;
    };
  };
  /** End a pseudonym: it places no more orders. */
  readonly retirePseudonym: {
    readonly request: {
      readonly leag: string;
      readonly pseudonym: string;
    };
    readonly answer: {
      readonly pseudonym: string;
      readonly leag: string;
      readonly status: 'active' | 'retired' | 'rotated' | 'leaving' | 'moved';
      readonly origin: 'fresh' | 'rotated';
      readonly since: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Retire the caller's own validator or, as a delegate, one of the own organisation. */
  readonly retireValidator: {
    readonly request: {
      readonly validator: string;
    };
    readonly answer: {
      readonly id: string;
      readonly mspId: string;
      readonly sponsor: {
        readonly kind: 'participant';
        readonly participant: string;
      } | {
        readonly kind: 'organisation';
        readonly mspId: string;
      };
      readonly payTo: string;
      readonly status: 'applied' | 'active' | 'suspended' | 'retired';
      readonly since: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Show sealed orders once the gate has closed; who does not loses a tenth of what it locked. */
  readonly revealOrders: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly body: {
        readonly items: readonly {
          readonly leag: string;
          readonly slot: string;
          readonly trader: string;
          readonly side: 'buy' | 'sell';
          readonly quantity: number;
          readonly limit: number;
          readonly quote?: number | undefined;
          readonly grid: boolean;
          readonly salt: string;
        }[];
      };
    };
    readonly answer: {
      readonly ids: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Shut an account out and revoke its certificates. */
  readonly revokeAccount: {
    readonly request: {
      readonly accountId: string;
    };
    readonly answer: undefined;
  };
  /** Revoke BMS keys; telemetry they sign from then on is refused. */
  readonly revokeDeviceKeys: {
    readonly request: {
      readonly body: {
        readonly items: readonly {
          readonly batteryId: string;
          readonly deviceId: string;
        }[];
      };
    };
    readonly answer: {
      readonly deviceKeys: readonly DeviceKey[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Revoke meters; readings that they sign are refused from then on. */
  readonly revokeMeters: {
    readonly request: {
      readonly leag: string;
      readonly body: {
        readonly ids: readonly string[];
      };
    };
    readonly answer: {
      readonly ids: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Let new pseudonyms take over from old ones, in a batch that does not say which follows which; vehicles leave and arrive with it. */
  readonly rotatePseudonyms: {
    readonly request: {
      readonly leag: string;
      readonly body: {
        readonly items?: readonly {
          readonly from: string;
          readonly to: string;
          readonly sold?: boolean | undefined;
          readonly release?: {
            readonly vehicleId: string;
            readonly certificate: string;
            readonly signature: string;
            readonly pseudonym?: string | undefined;
            readonly notAfter: string;
          } | undefined;
        }[] | undefined;
        readonly arrivals?: readonly {
          readonly payload: {
            readonly v: 1;
            readonly network: string;
            readonly channel: string;
            readonly chaincode: string;
            readonly fn: string;
            readonly notAfter: string;
            readonly leag: string;
            readonly pseudonym: string;
          };
          readonly signature: {
            readonly publicKey: string;
            readonly signature: string;
          };
          readonly nullifier: string;
          readonly to: string;
        }[] | undefined;
      };
    };
    readonly answer: {
      readonly id: string;
      readonly leag: string;
      readonly day: string;
      readonly retired: readonly string[];
      readonly sold: readonly string[];
      readonly arrived: readonly string[];
      readonly certified: readonly string[];
      readonly leaving: readonly string[];
      readonly released: readonly string[];
      readonly commitments: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Say what a contested order delivered or took, for the caller's organisation. */
  readonly ruleDispute: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
      readonly trader: string;
      readonly body: {
        readonly meteredWh: number;
      };
    };
    readonly answer: {
      readonly trader: string;
      readonly mspId: string;
      readonly meteredWh: number;
      readonly at: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Say what the beneficiary of a disputed escrow should get, for the caller's organisation. */
  readonly ruleEscrow: {
    readonly request: {
      readonly body: {
        readonly purpose: string;
        readonly ref: readonly string[];
        readonly paid: string;
      };
    };
    readonly answer: {
      readonly disputeId: string;
      readonly mspId: string;
      readonly paid: string;
      readonly at: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Choose how an own battery runs, in private. */
  readonly setRunMode: {
    readonly request: {
      readonly body: {
        readonly items: readonly {
          readonly batteryId: string;
          readonly mode: 'eco' | 'normal' | 'performance' | 'storage' | 'vehicleToGrid';
          readonly from: string;
        }[];
      };
    };
    readonly answer: {
      readonly ids: readonly string[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Settle the orders of a settled slot whose readings were missing or contested. */
  readonly settleRest: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
    };
    readonly answer: {
      readonly slot: Slot;
      readonly cleared?: Cleared;
      readonly conclusion?: 'attested' | 'approved' | 'rejected' | 'expired';
      readonly open: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Settle an attested slot: trades, the grid, imbalances and fees. */
  readonly settleSlot: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
    };
    readonly answer: {
      readonly slot: Slot;
      readonly cleared?: Cleared;
      readonly conclusion?: 'attested' | 'approved' | 'rejected' | 'expired';
      readonly open: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Sponsor a validator of the own organisation that applied for it. */
  readonly sponsorValidator: {
    readonly request: {
      readonly validator: string;
    };
    readonly answer: {
      readonly id: string;
      readonly mspId: string;
      readonly sponsor: {
        readonly kind: 'participant';
        readonly participant: string;
      } | {
        readonly kind: 'organisation';
        readonly mspId: string;
      };
      readonly payTo: string;
      readonly status: 'applied' | 'active' | 'suspended' | 'retired';
      readonly since: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Rank all validators for a day, once, from ten minutes after midnight on. */
  readonly takeRanking: {
    readonly request: {
      readonly body: {
        readonly day: string;
      };
    };
    readonly answer: {
      readonly day: string;
      readonly seed: string;
      readonly ranked: readonly {
        readonly validator: string;
        readonly mspId: string;
        readonly sponsor: {
          readonly kind: 'participant';
          readonly participant: string;
        } | {
          readonly kind: 'organisation';
          readonly mspId: string;
        };
        readonly reputation: number;
        readonly duty: number;
        readonly outUntil?: string;
        readonly resting: boolean;
        readonly excluded?: 'inactive' | 'barred' | 'duty' | 'out';
      }[];
      readonly ruleVersion: number;
      readonly at: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Pay from coins to addresses, as their keys signed; whoever submits it cannot change it. */
  readonly transfer: {
    readonly request: {
      readonly body: {
        readonly payload: {
          readonly v: 1;
          readonly network: string;
          readonly channel: string;
          readonly chaincode: string;
          readonly fn: string;
          readonly notAfter: string;
          readonly inputs: readonly {
            readonly owner: string;
            readonly id: string;
          }[];
          readonly outputs: readonly ({
            readonly kind: 'coin';
            readonly owner: string;
            readonly amount: string;
          } | {
            readonly kind: 'note';
            readonly trader: string;
            readonly refundTo: string;
            readonly amount: string;
          } | {
            readonly kind: 'escrow';
            readonly purpose: string;
            readonly ref: readonly string[];
            readonly refundTo: {
              readonly kind: 'coin';
              readonly owner: string;
            } | {
              readonly kind: 'note';
              readonly trader: string;
              readonly refundTo: string;
            };
            readonly amount: string;
          })[];
          readonly relayFee: string;
          readonly redeemed?: string | undefined;
          readonly payoutHash?: string | undefined;
        };
        readonly signatures: readonly {
          readonly publicKey: string;
          readonly signature: string;
        }[];
        readonly relayFeeTo?: string | undefined;
      };
    };
    readonly answer: {
      readonly coins: readonly {
        readonly id: string;
        readonly owner: string;
        readonly amount: string;
      }[];
      readonly notes: readonly {
        readonly id: string;
        readonly trader: string;
        readonly amount: string;
        readonly refundTo: string;
      }[];
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Void a slot that missed a deadline or failed its attestation: all money goes back. */
  readonly voidSlot: {
    readonly request: {
      readonly leag: string;
      readonly slot: string;
    };
    readonly answer: {
      readonly slot: Slot;
      readonly cleared?: Cleared;
      readonly conclusion?: 'attested' | 'approved' | 'rejected' | 'expired';
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Cast the organisation's vote on a proposal. */
  readonly vote: {
    readonly request: {
      readonly proposalId: string;
      readonly body: {
        readonly approve: boolean;
      };
    };
    readonly answer: {
      readonly proposalId: string;
      readonly mspId: string;
      readonly approve: boolean;
      readonly at: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Withdraw an own claim. */
  readonly withdrawClaim: {
    readonly request: {
      readonly claimId: string;
    };
    readonly answer: {
      readonly id: string;
      readonly agreementId: string;
      readonly kind: 'shock' | 'temperature' | 'loss' | 'damage' | 'delay';
      readonly batteryIds: readonly string[];
      readonly statement: string;
      readonly claimant: Party;
      readonly carrier: string;
      readonly status: 'open' | 'answered' | 'evidenced' | 'closed' | 'withdrawn';
      readonly answer?: {
        readonly accepted: boolean;
        readonly statement: string;
        readonly evidenceCommitment: string;
        readonly at: string;
      };
      readonly openedAt: string;
      readonly closedAt?: string;
      readonly ruleVersion: number;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
  /** Withdraw an own proposal. */
  readonly withdrawProposal: {
    readonly request: {
      readonly proposalId: string;
    };
    readonly answer: {
      readonly id: string;
      readonly change: Change;
      readonly proposedBy: string;
      readonly proposedAt: string;
      readonly status: 'open' | 'executed' | 'withdrawn';
      readonly decidedAt?: string;
      readonly txIds: readonly string[];
      readonly blockNumber: string;
    };
  };
}

/** Where each operation is, and which of its parameters stand in the query. */
export const operations = {
  acceptAgreement: { method: 'POST', path: '/api/v1/transport-agreements/{agreementId}/acceptance', query: [] },
  acceptMoves: { method: 'POST', path: '/api/v1/moves/acceptances', query: [] },
  advanceCommittee: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/committee/advancement', query: [] },
  answerClaim: { method: 'POST', path: '/api/v1/claims/{claimId}/answer', query: [] },
  applyAsValidator: { method: 'POST', path: '/api/v1/validators', query: [] },
  arrive: { method: 'POST', path: '/api/v1/transport-agreements/{agreementId}/arrival', query: [] },
  assess: { method: 'POST', path: '/api/v1/assessments', query: [] },
  attestAggregate: { method: 'POST', path: '/api/v1/learning-tasks/{taskId}/rounds/{round}/attestations', query: [] },
  attestSlot: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/attestations', query: [] },
  cancelAgreement: { method: 'POST', path: '/api/v1/transport-agreements/{agreementId}/cancellation', query: [] },
  cancelMoves: { method: 'POST', path: '/api/v1/moves/cancellations', query: [] },
  cancelOrders: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/orders/cancellations', query: [] },
  certifyPseudonyms: { method: 'POST', path: '/api/v1/leags/{leag}/pseudonyms', query: [] },
  changeStatus: { method: 'POST', path: '/api/v1/status-changes', query: [] },
  clearSlot: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/clearing', query: [] },
  closeClaim: { method: 'POST', path: '/api/v1/claims/{claimId}/closure', query: [] },
  closeSlot: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/closure', query: [] },
  commitOrders: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/sealed-orders', query: [] },
  commitUpdate: { method: 'POST', path: '/api/v1/learning-tasks/{taskId}/rounds/{round}/updates', query: [] },
  completeWithdrawals: { method: 'POST', path: '/api/v1/wallet/withdrawals/completions', query: [] },
  concludeRound: { method: 'POST', path: '/api/v1/learning-tasks/{taskId}/rounds/{round}/conclusion', query: [] },
  countTraders: { method: 'GET', path: '/api/v1/leags/{leag}/trader-count', query: [] },
  createAccount: { method: 'POST', path: '/api/v1/accounts', query: [] },
  createBatch: { method: 'POST', path: '/api/v1/batches', query: [] },
  createLearningTask: { method: 'POST', path: '/api/v1/learning-tasks', query: [] },
  declineAgreement: { method: 'POST', path: '/api/v1/transport-agreements/{agreementId}/decline', query: [] },
  declineMoves: { method: 'POST', path: '/api/v1/moves/declines', query: [] },
  deposit: { method: 'POST', path: '/api/v1/wallet/deposits', query: [] },
  describeWeights: { method: 'GET', path: '/api/v1/weights/{hash}/description', query: [] },
  endCommitting: { method: 'POST', path: '/api/v1/learning-tasks/{taskId}/rounds/{round}/commit-end', query: [] },
  endLearningTask: { method: 'POST', path: '/api/v1/learning-tasks/{taskId}/end', query: [] },
  enrolDeviceKeys: { method: 'POST', path: '/api/v1/device-keys', query: [] },
  enrolVehicles: { method: 'POST', path: '/api/v1/leags/{leag}/vehicles', query: [] },
  executeProposal: { method: 'POST', path: '/api/v1/consortium/proposals/{proposalId}/execution', query: [] },
  executeRuling: { method: 'POST', path: '/api/v1/wallet/escrows/rulings/executions', query: [] },
  expireEscrows: { method: 'POST', path: '/api/v1/wallet/escrows/expirations', query: [] },
  foundConsortium: { method: 'POST', path: '/api/v1/consortium', query: [] },
  fundSlot: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/funding', query: [] },
  getAccount: { method: 'GET', path: '/api/v1/accounts/{accountId}', query: [] },
  getAgreement: { method: 'GET', path: '/api/v1/transport-agreements/{agreementId}', query: [] },
  getAnchor: { method: 'GET', path: '/api/v1/batteries/{batteryId}/anchors/{chunk}', query: [] },
  getBatch: { method: 'GET', path: '/api/v1/batches/{batchId}', query: [] },
  getBattery: { method: 'GET', path: '/api/v1/batteries/{batteryId}', query: [] },
  getCertificate: { method: 'GET', path: '/api/v1/certificates/{certificateId}', query: [] },
  getCertificateEvidence: { method: 'GET', path: '/api/v1/certificates/{certificateId}/evidence', query: [] },
  getChunk: { method: 'GET', path: '/api/v1/batteries/{batteryId}/telemetry/{chunk}', query: [] },
  getClaim: { method: 'GET', path: '/api/v1/claims/{claimId}', query: [] },
  getClaimEvidence: { method: 'GET', path: '/api/v1/claims/{claimId}/evidence', query: [] },
  getCoins: { method: 'GET', path: '/api/v1/wallet/coins', query: ['coins'] },
  getCommittee: { method: 'GET', path: '/api/v1/leags/{leag}/slots/{slot}/committee', query: [] },
  getCondition: { method: 'GET', path: '/api/v1/batteries/{batteryId}/conditions', query: [] },
  getConsortium: { method: 'GET', path: '/api/v1/consortium', query: [] },
  getContributions: { method: 'GET', path: '/api/v1/learning-tasks/{taskId}/rounds/{round}/contributions', query: [] },
  getDetails: { method: 'GET', path: '/api/v1/transport-agreements/{agreementId}/details', query: [] },
  getEnrolmentApplication: { method: 'GET', path: '/api/v1/me/enrolment-applications/{leag}', query: [] },
  getEscrow: { method: 'GET', path: '/api/v1/wallet/escrows/{purpose}/{ref}', query: [] },
  getFactoryData: { method: 'GET', path: '/api/v1/batteries/{batteryId}/factory-data', query: [] },
  getFirstBlock: { method: 'GET', path: '/api/v1/wallet/first-block', query: [] },
  getHistory: { method: 'GET', path: '/api/v1/batteries/{batteryId}/history', query: [] },
  getInclusion: { method: 'GET', path: '/api/v1/learning-tasks/{taskId}/rounds/{round}/inclusions/{clientId}', query: [] },
  getLearningTask: { method: 'GET', path: '/api/v1/learning-tasks/{taskId}', query: [] },
  getMaintenance: { method: 'GET', path: '/api/v1/batteries/{batteryId}/maintenance-records', query: [] },
  getMeters: { method: 'GET', path: '/api/v1/meters', query: ['ids'] },
  getPassport: { method: 'GET', path: '/api/v1/passports/{passportId}', query: [] },
  getProblem: { method: 'GET', path: '/problems/{code}', query: [] },
  getProposal: { method: 'GET', path: '/api/v1/consortium/proposals/{proposalId}', query: [] },
  getRanking: { method: 'GET', path: '/api/v1/rankings/{day}', query: [] },
  getRecyclingRecords: { method: 'GET', path: '/api/v1/batteries/{batteryId}/recycling-records', query: [] },
  getReleaseRequest: { method: 'GET', path: '/api/v1/me/release-requests/{leag}', query: ['notAfter', 'pseudonym'] },
  getReputation: { method: 'GET', path: '/api/v1/reputations/{participant}', query: [] },
  getRound: { method: 'GET', path: '/api/v1/learning-tasks/{taskId}/rounds/{round}', query: [] },
  getRuleParameters: { method: 'GET', path: '/api/v1/consortium/rule-parameters', query: [] },
  getRunModes: { method: 'GET', path: '/api/v1/batteries/{batteryId}/run-modes', query: [] },
  getSampleProof: { method: 'GET', path: '/api/v1/batteries/{batteryId}/telemetry/{chunk}/samples/{index}/proof', query: [] },
  getSlot: { method: 'GET', path: '/api/v1/leags/{leag}/slots/{slot}', query: [] },
  getStatement: { method: 'GET', path: '/api/v1/wallet/statement', query: ['owners', 'traders'] },
  getSupply: { method: 'GET', path: '/api/v1/wallet/supply', query: [] },
  getTrader: { method: 'GET', path: '/api/v1/traders/{pseudonym}', query: [] },
  getTraderLink: { method: 'GET', path: '/api/v1/traders/{pseudonym}/link', query: [] },
  getTransaction: { method: 'GET', path: '/api/v1/transactions/{txId}', query: [] },
  getUsage: { method: 'GET', path: '/api/v1/batteries/{batteryId}/usage-records', query: [] },
  getWalletLedger: { method: 'GET', path: '/api/v1/wallet/ledger', query: [] },
  giveNotice: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/notices', query: [] },
  issueCertificate: { method: 'POST', path: '/api/v1/certificates', query: [] },
  issueMoney: { method: 'POST', path: '/api/v1/wallet/issues', query: [] },
  joinLearningTask: { method: 'POST', path: '/api/v1/learning-tasks/{taskId}/clients', query: [] },
  judgeSlot: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/verdicts', query: [] },
  leaveLeag: { method: 'POST', path: '/api/v1/traders/departures', query: [] },
  leaveLearningTask: { method: 'POST', path: '/api/v1/learning-tasks/{taskId}/departures', query: [] },
  listAccounts: { method: 'GET', path: '/api/v1/accounts', query: [] },
  listAgreements: { method: 'GET', path: '/api/v1/transport-agreements', query: ['limit', 'cursor'] },
  listAnchors: { method: 'GET', path: '/api/v1/batteries/{batteryId}/anchors', query: ['limit', 'cursor'] },
  listAttestations: { method: 'GET', path: '/api/v1/learning-tasks/{taskId}/rounds/{round}/attestations', query: [] },
  listBatches: { method: 'GET', path: '/api/v1/batches', query: ['limit', 'cursor'] },
  listBatteries: { method: 'GET', path: '/api/v1/batteries', query: ['limit', 'cursor'] },
  listCertificates: { method: 'GET', path: '/api/v1/batteries/{batteryId}/certificates', query: [] },
  listChunks: { method: 'GET', path: '/api/v1/batteries/{batteryId}/telemetry', query: ['limit', 'cursor'] },
  listClaims: { method: 'GET', path: '/api/v1/claims', query: ['limit', 'cursor'] },
  listDeviceKeys: { method: 'GET', path: '/api/v1/batteries/{batteryId}/device-keys', query: [] },
  listDisputes: { method: 'GET', path: '/api/v1/leags/{leag}/slots/{slot}/disputes', query: [] },
  listDoubleVerdicts: { method: 'GET', path: '/api/v1/validators/{validator}/double-verdicts', query: [] },
  listEnrolments: { method: 'GET', path: '/api/v1/leags/{leag}/vehicles', query: ['limit', 'cursor'] },
  listFills: { method: 'GET', path: '/api/v1/leags/{leag}/slots/{slot}/fills', query: ['limit', 'cursor'] },
  listIssuances: { method: 'GET', path: '/api/v1/wallet/issuances', query: ['limit', 'cursor'] },
  listLeags: { method: 'GET', path: '/api/v1/leags', query: [] },
  listLearningClients: { method: 'GET', path: '/api/v1/learning-tasks/{taskId}/clients', query: ['limit', 'cursor'] },
  listLearningTasks: { method: 'GET', path: '/api/v1/learning-tasks', query: ['limit', 'cursor'] },
  listModels: { method: 'GET', path: '/api/v1/learning-tasks/{taskId}/models', query: ['limit', 'cursor'] },
  listMoves: { method: 'GET', path: '/api/v1/batteries/{batteryId}/moves', query: ['limit', 'cursor'] },
  listNotices: { method: 'GET', path: '/api/v1/leags/{leag}/slots/{slot}/notices', query: ['limit', 'cursor'] },
  listOrders: { method: 'GET', path: '/api/v1/leags/{leag}/slots/{slot}/orders', query: ['limit', 'cursor'] },
  listOutcomes: { method: 'GET', path: '/api/v1/leags/{leag}/slots/{slot}/outcomes', query: ['limit', 'cursor'] },
  listPassports: { method: 'GET', path: '/api/v1/batteries/{batteryId}/passports', query: [] },
  listProblems: { method: 'GET', path: '/problems', query: [] },
  listProposals: { method: 'GET', path: '/api/v1/consortium/proposals', query: ['limit', 'cursor'] },
  listReadings: { method: 'GET', path: '/api/v1/leags/{leag}/slots/{slot}/readings', query: ['limit', 'cursor'] },
  listReputations: { method: 'GET', path: '/api/v1/reputations', query: ['limit', 'cursor'] },
  listRoundKeys: { method: 'GET', path: '/api/v1/learning-tasks/{taskId}/rounds/{round}/keys', query: ['limit', 'cursor'] },
  listRounds: { method: 'GET', path: '/api/v1/learning-tasks/{taskId}/rounds', query: ['limit', 'cursor'] },
  listScoreChanges: { method: 'GET', path: '/api/v1/reputations/{participant}/changes', query: [] },
  listSlots: { method: 'GET', path: '/api/v1/leags/{leag}/slots', query: ['limit', 'cursor'] },
  listTraders: { method: 'GET', path: '/api/v1/leags/{leag}/pseudonyms', query: ['limit', 'cursor'] },
  listUpdates: { method: 'GET', path: '/api/v1/learning-tasks/{taskId}/rounds/{round}/updates', query: ['limit', 'cursor'] },
  listValidators: { method: 'GET', path: '/api/v1/validators', query: ['limit', 'cursor'] },
  live: { method: 'GET', path: '/health/live', query: [] },
  me: { method: 'GET', path: '/api/v1/me', query: [] },
  offerAgreement: { method: 'POST', path: '/api/v1/transport-agreements', query: [] },
  offerMoves: { method: 'POST', path: '/api/v1/moves', query: [] },
  openClaim: { method: 'POST', path: '/api/v1/claims', query: [] },
  openRound: { method: 'POST', path: '/api/v1/learning-tasks/{taskId}/rounds', query: [] },
  openSlots: { method: 'POST', path: '/api/v1/leags/{leag}/slots/openings', query: [] },
  parseIdentifier: { method: 'GET', path: '/api/v1/identifiers', query: ['code'] },
  pickUp: { method: 'POST', path: '/api/v1/transport-agreements/{agreementId}/pick-up', query: [] },
  placeOrders: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/orders', query: [] },
  planSlots: { method: 'POST', path: '/api/v1/leags/{leag}/slots', query: [] },
  postTelemetry: { method: 'POST', path: '/api/v1/telemetry', query: [] },
  propose: { method: 'POST', path: '/api/v1/consortium/proposals', query: [] },
  proposeAggregate: { method: 'POST', path: '/api/v1/learning-tasks/{taskId}/rounds/{round}/aggregate', query: [] },
  publishRoundKeys: { method: 'POST', path: '/api/v1/learning-tasks/{taskId}/rounds/{round}/keys', query: [] },
  raiseDispute: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/disputes', query: [] },
  ready: { method: 'GET', path: '/health/ready', query: [] },
  receive: { method: 'POST', path: '/api/v1/transport-agreements/{agreementId}/receipt', query: [] },
  recordCondition: { method: 'POST', path: '/api/v1/conditions', query: [] },
  recordContributions: { method: 'POST', path: '/api/v1/learning-tasks/{taskId}/rounds/{round}/contributions', query: [] },
  recordDetails: { method: 'POST', path: '/api/v1/transport-agreements/{agreementId}/details', query: [] },
  recordMaintenance: { method: 'POST', path: '/api/v1/maintenance-records', query: [] },
  recordReadings: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/readings', query: [] },
  recordRecycling: { method: 'POST', path: '/api/v1/recycling-records', query: [] },
  recycleBatteries: { method: 'POST', path: '/api/v1/recyclings', query: [] },
  redeemMoney: { method: 'POST', path: '/api/v1/wallet/redemptions', query: [] },
  registerBatteries: { method: 'POST', path: '/api/v1/batteries', query: [] },
  registerLeag: { method: 'POST', path: '/api/v1/leags', query: [] },
  registerMeters: { method: 'POST', path: '/api/v1/leags/{leag}/meters', query: [] },
  releaseVehicles: { method: 'POST', path: '/api/v1/leags/{leag}/releases', query: [] },
  requestWithdrawals: { method: 'POST', path: '/api/v1/wallet/withdrawals', query: [] },
  resolveLink: { method: 'GET', path: '/01/{gtin}/21/{serial}', query: [] },
  retirePseudonym: { method: 'POST', path: '/api/v1/leags/{leag}/pseudonyms/{pseudonym}/retirement', query: [] },
  retireValidator: { method: 'POST', path: '/api/v1/validators/{validator}/retirement', query: [] },
  revealOrders: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/sealed-orders/reveals', query: [] },
  revokeAccount: { method: 'DELETE', path: '/api/v1/accounts/{accountId}', query: [] },
  revokeDeviceKeys: { method: 'POST', path: '/api/v1/device-keys/revocations', query: [] },
  revokeMeters: { method: 'POST', path: '/api/v1/leags/{leag}/meters/revocations', query: [] },
  rotatePseudonyms: { method: 'POST', path: '/api/v1/leags/{leag}/rotations', query: [] },
  ruleDispute: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/disputes/{trader}/rulings', query: [] },
  ruleEscrow: { method: 'POST', path: '/api/v1/wallet/escrows/rulings', query: [] },
  setRunMode: { method: 'POST', path: '/api/v1/run-modes', query: [] },
  settleRest: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/settlement/rest', query: [] },
  settleSlot: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/settlement', query: [] },
  sponsorValidator: { method: 'POST', path: '/api/v1/validators/{validator}/sponsorship', query: [] },
  takeRanking: { method: 'POST', path: '/api/v1/rankings', query: [] },
  transfer: { method: 'POST', path: '/api/v1/wallet/transfers', query: [] },
  voidSlot: { method: 'POST', path: '/api/v1/leags/{leag}/slots/{slot}/voiding', query: [] },
  vote: { method: 'POST', path: '/api/v1/consortium/proposals/{proposalId}/votes', query: [] },
  withdrawClaim: { method: 'POST', path: '/api/v1/claims/{claimId}/withdrawal', query: [] },
  withdrawProposal: { method: 'POST', path: '/api/v1/consortium/proposals/{proposalId}/withdrawal', query: [] },
} as const;
