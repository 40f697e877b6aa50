// SPDX-License-Identifier: Apache-2.0
import * as domain from '@wattpass/chaincode/domain';

const { z } = domain;

/** The records that OpenAPI describes once, by name, wherever they stand. */
const named = {
  Agreement: domain.Agreement,
  Anchor: domain.Anchor,
  Batch: domain.Batch,
  Battery: domain.Battery,
  BatteryStatus: domain.BatteryStatus,
  BatteryStatusName: domain.BatteryStatusName,
  BatteryView: domain.BatteryView,
  Certificate: domain.Certificate,
  CertificateEvidence: domain.CertificateEvidence,
  Change: domain.Change,
  Claim: domain.Claim,
  ClaimEvidence: domain.ClaimEvidence,
  Consortium: domain.Consortium,
  DeviceKey: domain.DeviceKey,
  FactoryData: domain.FactoryData,
  HistoryEntry: domain.HistoryEntry,
  Member: domain.Member,
  Move: domain.Move,
  Party: domain.Party,
  Passport: domain.Passport,
  Proposal: domain.Proposal,
  PublicPoints: domain.PublicPoints,
  Role: domain.Role,
  RuleParameters: domain.RuleParameters,
  RuleVersion: domain.RuleVersion,
  StoredCondition: domain.StoredCondition,
  StoredLogisticsDetail: domain.StoredLogisticsDetail,
  StoredMaintenance: domain.StoredMaintenance,
  StoredRecycling: domain.StoredRecycling,
  StoredRunMode: domain.StoredRunMode,
  StoredUsage: domain.StoredUsage,
  Thresholds: domain.Thresholds,
  Vote: domain.Vote,
};

/** Makes the names known to the conversion into JSON schema. Doing it again changes nothing. */
export function nameSchemas(): void {
  for (const [id, schema] of Object.entries(named)) {
    if (!z.globalRegistry.has(schema)) {
      z.globalRegistry.add(schema, { id });
    }
  }
}
