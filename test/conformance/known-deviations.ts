// SPDX-License-Identifier: Apache-2.0

const NO_LIFECYCLE =
  'definitions come from the options, so there is no lifecycle namespace and no _lifecycle chaincode';
const READ_AT_ONCE = 'a proposal is read whole before it is checked, so what is missing in it is said earlier';

/** Cases that do not hold on the embedded peer, each with the reason. One that holds after all has to be taken off. */
export const KNOWN_DEVIATIONS: ReadonlyMap<string, string> = new Map<string, string>([
  ['proposals: an empty input is refused', READ_AT_ONCE],
  ['proposals: a proposal without header is refused', READ_AT_ONCE],
  ['proposals: a request without proposal is refused', READ_AT_ONCE],
  ['targets: an empty channel name', READ_AT_ONCE],
  ['targets: an empty chaincode name', READ_AT_ONCE],
  [
    'creators: a certificate from before its root is refused',
    'whether the root was valid when the certificate was issued is not looked at',
  ],
  ['forged transactions: a write into the namespace of the lifecycle', NO_LIFECYCLE],
  ['blocks: a transaction reads the definition it was endorsed under', NO_LIFECYCLE],
  ['blocks: a private write reads the collections it was endorsed under', NO_LIFECYCLE],
  ['system chaincodes: _lifecycle QueryChaincodeDefinition', NO_LIFECYCLE],
  ['system chaincodes: _lifecycle QueryChaincodeDefinition of an unknown chaincode', NO_LIFECYCLE],
  ['system chaincodes: _lifecycle QueryChaincodeDefinitions', NO_LIFECYCLE],
  ['system chaincodes: an unknown system chaincode function', NO_LIFECYCLE],
]);
