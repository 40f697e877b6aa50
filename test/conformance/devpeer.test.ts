// SPDX-License-Identifier: Apache-2.0
import { holdToGolden } from './hold-to-golden.js';
import { startDevPeerLedger } from './ledgers/devpeer-ledger.js';

holdToGolden('the embedded peer answers as Fabric does', { name: 'the embedded peer', start: startDevPeerLedger });
