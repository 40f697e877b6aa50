// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import type { SigningIdentity } from '../msp/signing-identity.js';

const NONCE_BYTES = 24;

/**
 * Signs blocks as an orderer does: over the metadata value, the signature header and the block header.
 *
 * @returns a function from the bytes of a block header to an encoded common.Metadata.
 */
export function createBlockSigner(signer: SigningIdentity): (headerBytes: Uint8Array) => Uint8Array {
  const lastConfig = new common.LastConfig();
  lastConfig.setIndex(0);
  const ordererMetadata = new common.OrdererBlockMetadata();
  ordererMetadata.setLastConfig(lastConfig);
  const value = ordererMetadata.serializeBinary();
  return (headerBytes) => {
    const signatureHeader = new common.SignatureHeader();
    signatureHeader.setCreator(signer.serialized);
    signatureHeader.setNonce(randomBytes(NONCE_BYTES));
    const signatureHeaderBytes = signatureHeader.serializeBinary();
    const signature = new common.MetadataSignature();
    signature.setSignatureHeader(signatureHeaderBytes);
    signature.setSignature(signer.sign(Buffer.concat([value, signatureHeaderBytes, headerBytes])));
    const metadata = new common.Metadata();
    metadata.setValue(value);
    metadata.addSignatures(signature);
    return metadata.serializeBinary();
  };
}
