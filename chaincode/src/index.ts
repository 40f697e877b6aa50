// SPDX-License-Identifier: Apache-2.0

import { BatteryContract } from './contracts/battery.contract.js';
import { CommitteeContract } from './contracts/committee.contract.js';
import { ConsortiumContract } from './contracts/consortium.contract.js';
import { LearningContract } from './contracts/learning.contract.js';
import { LogisticsContract } from './contracts/logistics.contract.js';
import { ReputationContract } from './contracts/reputation.contract.js';
import { MarketContract } from './contracts/market.contract.js';
import { TraderContract } from './contracts/trader.contract.js';
import { TwinContract } from './contracts/twin.contract.js';
import { WalletContract } from './contracts/wallet.contract.js';

/** What fabric-shim serves. */
export const contracts = [
  ConsortiumContract,
  BatteryContract,
  LogisticsContract,
  LearningContract,
  TwinContract,
  ReputationContract,
  CommitteeContract,
  WalletContract,
  TraderContract,
  MarketContract,
];
