// SPDX-License-Identifier: Apache-2.0
import { msp } from '@hyperledger/fabric-protos';

/** The parts of an MSP's definition as the channel configuration carries it. */
export interface MspConfigSpec {
  readonly mspId: string;
  readonly rootCertPem: string;
  readonly tlsRootCertPem: string;
  readonly crlPem?: string | undefined;
}

function ouIdentifier(unit: string, rootCertPem: string): msp.FabricOUIdentifier {
  const identifier = new msp.FabricOUIdentifier();
  identifier.setOrganizationalUnitIdentifier(unit);
  identifier.setCertificate(Buffer.from(rootCertPem));
  return identifier;
}

/** The `FabricMSPConfig` message: one root, NodeOUs enabled for the four roles, and the revocation list. */
export function encodeMspConfig(spec: MspConfigSpec): Uint8Array {
  const nodeOus = new msp.FabricNodeOUs();
  nodeOus.setEnable(true);
  nodeOus.setClientOuIdentifier(ouIdentifier('client', spec.rootCertPem));
  nodeOus.setPeerOuIdentifier(ouIdentifier('peer', spec.rootCertPem));
  nodeOus.setAdminOuIdentifier(ouIdentifier('admin', spec.rootCertPem));
  nodeOus.setOrdererOuIdentifier(ouIdentifier('orderer', spec.rootCertPem));
  const crypto = new msp.FabricCryptoConfig();
  crypto.setSignatureHashFamily('SHA2');
  crypto.setIdentityIdentifierHashFunction('SHA256');
  const config = new msp.FabricMSPConfig();
  config.setName(spec.mspId);
  config.addRootCerts(Buffer.from(spec.rootCertPem));
  config.addTlsRootCerts(Buffer.from(spec.tlsRootCertPem));
  config.setCryptoConfig(crypto);
  config.setFabricNodeOus(nodeOus);
  if (spec.crlPem !== undefined) {
    config.addRevocationList(Buffer.from(spec.crlPem));
  }
  return config.serializeBinary();
}
