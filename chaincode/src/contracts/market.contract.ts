// SPDX-License-Identifier: Apache-2.0

import { Info, Transaction } from 'fabric-contract-api';
import { LedgerContext } from '../ledger/ledger-context.js';
import { BaseContract } from './base.contract.js';
import { cancelOrders } from './market/cancel-orders.js';
import { clear, close } from './market/clear.js';
import { disputes, raiseDispute, ruleDispute } from './market/disputes.js';
import { fundSlot } from './market/fund-slot.js';
import { giveNotice } from './market/give-notice.js';
import { registerLeag } from './market/leags.js';
import { registerMeters, revokeMeters } from './market/meters.js';
import { placeOrders } from './market/place-orders.js';
import { openSlots, planSlots } from './market/plan-slots.js';
import * as read from './market/reads.js';
import { recordReadings } from './market/record-readings.js';
import { commitOrders, revealOrders } from './market/sealed-orders.js';
import { settle, settleRest } from './market/settle.js';
import { voidOverdue } from './market/void-slot.js';
import { run } from './run.js';

/** Local energy markets: slots, orders, clearing, readings and settlement. */
@Info({ title: 'market', description: 'Slots, orders, clearing, readings and settlement' })
export class MarketContract extends BaseContract {
  constructor() {
    super('market');
  }

  @Transaction()
  registerLeag(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:registerLeag', input, registerLeag);
  }

  @Transaction()
  registerMeters(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:registerMeters', input, registerMeters);
  }

  @Transaction()
  revokeMeters(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:revokeMeters', input, revokeMeters);
  }

  @Transaction()
  planSlots(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:planSlots', input, planSlots);
  }

  @Transaction()
  openSlots(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:openSlots', input, openSlots);
  }

  @Transaction()
  fundSlot(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:fundSlot', input, fundSlot);
  }

  @Transaction()
  placeOrders(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:placeOrders', input, placeOrders);
  }

  @Transaction()
  commitOrders(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:commitOrders', input, commitOrders);
  }

  @Transaction()
  revealOrders(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:revealOrders', input, revealOrders);
  }

  @Transaction()
  cancelOrders(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:cancelOrders', input, cancelOrders);
  }

  @Transaction()
  close(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:close', input, close);
  }

  @Transaction()
  clear(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:clear', input, clear);
  }

  @Transaction()
  giveNotice(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:giveNotice', input, giveNotice);
  }

  @Transaction()
  recordReadings(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:recordReadings', input, recordReadings);
  }

  @Transaction()
  raiseDispute(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:raiseDispute', input, raiseDispute);
  }

  @Transaction()
  ruleDispute(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:ruleDispute', input, ruleDispute);
  }

  @Transaction()
  settle(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:settle', input, settle);
  }

  @Transaction()
  settleRest(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:settleRest', input, settleRest);
  }

  @Transaction()
  void(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:void', input, voidOverdue);
  }

  @Transaction(false)
  leags(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:leags', input, read.leags);
  }

  @Transaction(false)
  slots(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:slots', input, read.slots);
  }

  @Transaction(false)
  slot(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:slot', input, read.slot);
  }

  @Transaction(false)
  orders(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:orders', input, read.orders);
  }

  @Transaction(false)
  fills(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:fills', input, read.fills);
  }

  @Transaction(false)
  readings(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:readings', input, read.readings);
  }

  @Transaction(false)
  notices(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:notices', input, read.notices);
  }

  @Transaction(false)
  disputes(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:disputes', input, disputes);
  }

  @Transaction(false)
  outcomes(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:outcomes', input, read.outcomes);
  }

  @Transaction(false)
  meters(context: LedgerContext, input: string): Promise<string> {
    return run(context, 'market:meters', input, read.meters);
  }
}
