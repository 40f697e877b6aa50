// SPDX-License-Identifier: Apache-2.0
import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SignedSpend, transactions, type z } from '@wattpass/chaincode/domain';
import { CurrentCaller, type Caller } from '../auth/caller.js';
import { ContractClient } from '../fabric/contract.client.js';
import { answerOf, type Answer } from '../http/answer.js';
import { Submits } from '../http/ledger-operation.js';
import { PaymentService } from './payment.service.js';

const issueSchema = transactions['wallet:issue'].input.omit({ key: true });
const requestSchema = transactions['wallet:requestWithdrawals'].input;
const completeSchema = transactions['wallet:completeWithdrawals'].input;

/** Money that moves. Payments come signed by the wallets' own keys, which this gateway never sees: it can only relay. */
@ApiTags('wallet')
@Controller('wallet')
export class PaymentsController {
  constructor(
    private readonly contracts: ContractClient,
    private readonly payments: PaymentService,
  ) {}

  @Post('issues')
  @Submits('issueMoney', 'wallet:issue')
  async issue(
    @CurrentCaller() caller: Caller,
    @Body({ schema: issueSchema }) { outputs }: z.output<typeof issueSchema>,
  ): Promise<Answer<'wallet:issue'>> {
    return answerOf(await this.contracts.submit(caller, 'wallet:issue', { key: caller.idempotencyKey, outputs }));
  }

  @Post('redemptions')
  @Submits('redeemMoney', 'wallet:redeem')
  async redeem(
    @CurrentCaller() caller: Caller,
    @Body({ schema: SignedSpend }) spend: SignedSpend,
  ): Promise<Answer<'wallet:redeem'>> {
    return answerOf(await this.payments.pay(caller, 'wallet:redeem', { spend }));
  }

  @Post('transfers')
  @Submits('transfer', 'wallet:transfer')
  async transfer(
    @CurrentCaller() caller: Caller,
    @Body({ schema: SignedSpend }) spend: SignedSpend,
  ): Promise<Answer<'wallet:transfer'>> {
    return answerOf(await this.payments.pay(caller, 'wallet:transfer', { spend }));
  }

  @Post('deposits')
  @Submits('deposit', 'wallet:deposit')
  async deposit(
    @CurrentCaller() caller: Caller,
    @Body({ schema: SignedSpend }) spend: SignedSpend,
  ): Promise<Answer<'wallet:deposit'>> {
    return answerOf(await this.payments.pay(caller, 'wallet:deposit', { spend }));
  }

  @Post('withdrawals')
  @Submits('requestWithdrawals', 'wallet:requestWithdrawals')
  async requestWithdrawals(
    @CurrentCaller() caller: Caller,
    @Body({ schema: requestSchema }) body: z.output<typeof requestSchema>,
  ): Promise<Answer<'wallet:requestWithdrawals'>> {
    return answerOf(await this.contracts.submit(caller, 'wallet:requestWithdrawals', body));
  }

  @Post('withdrawals/completions')
  @Submits('completeWithdrawals', 'wallet:completeWithdrawals')
  async completeWithdrawals(
    @CurrentCaller() caller: Caller,
    @Body({ schema: completeSchema }) body: z.output<typeof completeSchema>,
  ): Promise<Answer<'wallet:completeWithdrawals'>> {
    return answerOf(await this.contracts.submit(caller, 'wallet:completeWithdrawals', body));
  }
}
