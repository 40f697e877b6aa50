// SPDX-License-Identifier: Apache-2.0
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Address, Hex256, Issuance, transactions, z, type OutputOf } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { decodeCursor, pageAnswer, pageQuerySchema, type PageAnswer, type PageQuery } from '../http/cursor.js';
import { Lists, Reads } from '../http/ledger-operation.js';
import { Operation } from '../http/operation.js';
import { supplySchema, SupplyService, type Supply } from './supply.service.js';

const LIST = 'issuances';

/** Addresses with commas between them. */
const addresses = z
  .string()
  .default('')
  .transform((text) => (text === '' ? [] : text.split(',')))
  .pipe(z.array(Address).max(100));
const statementQuery = z.strictObject({ owners: addresses, traders: addresses });

/** Coins as `owner.id`, with commas between them. */
const coinsQuery = z.strictObject({
  coins: z
    .string()
    .transform((text) => text.split(',').map((coin) => ({ owner: coin.slice(0, 64), id: coin.slice(65) })))
    .pipe(z.array(z.strictObject({ owner: Address, id: Hex256 })).max(50)),
});

/** The ledger as payloads name it; a delegate compares `firstBlock` with what is to be voted. */
const walletLedgerSchema = transactions['wallet:ledgerIdentity'].output.extend({
  /** Of the own peer, read from its blocks. */
  firstBlock: Hex256,
});

/** What wallets hold, and how much money there is. */
@ApiTags('wallet')
@Controller('wallet')
export class StatementsController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly supplies: SupplyService,
  ) {}

  @Get('first-block')
  @Operation({
    id: 'getFirstBlock',
    access: 'account',
    summary: "The hash of the own peer's first block, by which payloads name the ledger",
    answer: walletLedgerSchema.pick({ firstBlock: true }),
  })
  async firstBlock(@CurrentCaller() caller: Caller): Promise<{ firstBlock: string }> {
    return { firstBlock: await this.contracts.firstBlockHash(caller) };
  }

  @Get('ledger')
  @Operation({ id: 'getWalletLedger', transaction: 'wallet:ledgerIdentity', answer: walletLedgerSchema })
  async ledger(@CurrentCaller() caller: Caller): Promise<z.infer<typeof walletLedgerSchema>> {
    const firstBlock = await this.contracts.firstBlockHash(caller);
    return { ...(await this.contracts.evaluate(caller, 'wallet:ledgerIdentity', {})), firstBlock };
  }

  @Get('statement')
  @Reads('getStatement', 'wallet:statement')
  statement(
    @CurrentCaller() caller: Caller,
    @Query({ schema: statementQuery }) query: z.output<typeof statementQuery>,
  ): Promise<OutputOf<'wallet:statement'>> {
    return this.contracts.evaluate(caller, 'wallet:statement', query);
  }

  @Get('coins')
  @Reads('getCoins', 'wallet:coins')
  coins(
    @CurrentCaller() caller: Caller,
    @Query({ schema: coinsQuery }) query: z.output<typeof coinsQuery>,
  ): Promise<OutputOf<'wallet:coins'>> {
    return this.contracts.evaluate(caller, 'wallet:coins', query);
  }

  @Get('issuances')
  @Lists('listIssuances', 'wallet:issuances', Issuance)
  async issuances(
    @CurrentCaller() caller: Caller,
    @Query({ schema: pageQuerySchema }) { limit, cursor }: PageQuery,
  ): Promise<PageAnswer<Issuance>> {
    const bookmark = decodeCursor(LIST, cursor);
    return pageAnswer(LIST, await this.contracts.evaluate(caller, 'wallet:issuances', { limit, bookmark }));
  }

  @Get('supply')
  @Operation({
    id: 'getSupply',
    transaction: 'wallet:supply',
    summary: 'All money on the ledger, counted record by record, beside what was issued and redeemed',
    answer: supplySchema,
  })
  supply(@CurrentCaller() caller: Caller): Promise<Supply> {
    return this.supplies.count(caller);
  }
}
