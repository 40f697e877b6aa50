// SPDX-License-Identifier: Apache-2.0

/** An organisation on the channel, as its administrator and its clients meet it. */
export interface ChannelMember {
  readonly organization: string;
  readonly mspId: string;
  /** Of its peer, `host:port`. */
  readonly address: string;
  /** Name in the peer's TLS certificate. */
  readonly host: string;
  readonly tlsCaCertFile: string;
  /** MSP directory of its administrator. */
  readonly adminMsp: string;
}

/** An orderer to send transactions to. */
export interface OrdererAddress {
  readonly address: string;
  readonly tlsCaCertFile: string;
  /** Name in its TLS certificate. */
  readonly host: string;
}
