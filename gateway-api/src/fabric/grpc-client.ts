// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { Client, credentials } from '@grpc/grpc-js';
import type { Connection } from '../config/connection.js';

/** 100 MB is what a peer accepts; the library's own limit of 4 MB would refuse a large block. */
const MAX_MESSAGE_BYTES = 100 * 1024 * 1024;

/**
 * While calls are under way, pings find a connection that is dead without saying so: its host is gone, or its socket was
 * reset and HTTP/2 did not tell (seen when a busy peer was killed). A peer that wants fewer pings (a minute apart by default,
 * where nothing else comes from it) says so, and the library slows down.
 */
const PING_AFTER_MS = 20_000;
const PING_ANSWERED_MS = 10_000;

/** A peer that comes back is found within seconds, however long it was away; the library's own pause grows to two minutes. */
const LONGEST_RECONNECT_MS = 2_000;

/** The one TLS connection to the organisation's own peer, shared by every account. */
export function connectPeer(peer: Connection['peer']): Client {
  const options = {
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.keepalive_time_ms': PING_AFTER_MS,
    'grpc.keepalive_timeout_ms': PING_ANSWERED_MS,
    'grpc.initial_reconnect_backoff_ms': 250,
    'grpc.max_reconnect_backoff_ms': LONGEST_RECONNECT_MS,
    ...(peer.tlsServerName === undefined ? {} : { 'grpc.ssl_target_name_override': peer.tlsServerName }),
  };
  return new Client(peer.endpoint, credentials.createSsl(readFileSync(peer.tlsCaCertFile)), options);
}
