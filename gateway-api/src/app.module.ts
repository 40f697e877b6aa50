// SPDX-License-Identifier: Apache-2.0
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AccountsController } from './accounts/accounts.controller.js';
import { OwnAccountController } from './accounts/own-account.controller.js';
import { AuthGuard } from './auth/auth.guard.js';
import { BatteriesModule } from './batteries/batteries.module.js';
import { CommitteeModule } from './committee/committee.module.js';
import { ConsortiumModule } from './consortium/consortium.module.js';
import { HealthController } from './health/health.controller.js';
import { AfterBlockInterceptor } from './http/after-block.interceptor.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { NoBodyGuard } from './http/no-body.guard.js';
import { ProblemsController } from './http/problems.controller.js';
import { LearningModule } from './learning/learning.module.js';
import { LogisticsModule } from './logistics/logistics.module.js';
import { MarketModule } from './market/market.module.js';
import { PagesController } from './pages/pages.controller.js';
import { ReputationModule } from './reputation/reputation.module.js';
import { TelemetryModule } from './telemetry/telemetry.module.js';
import { TwinModule } from './twin/twin.module.js';
import { TraderModule } from './trader/trader.module.js';
import { TransactionsController } from './transactions/transactions.controller.js';
import { WalletModule } from './wallet/wallet.module.js';

/** The parts that every feature may ask for by type. */
@Module({})
export class PartsModule {
  static of(parts: Provider[]): DynamicModule {
    return {
      module: PartsModule,
      global: true,
      providers: parts,
      exports: parts.map((part) => (typeof part === 'object' ? part.provide : part)),
    };
  }
}

/** One gateway: its features over the parts it is given. */
@Module({})
export class AppModule {
  static over(parts: Provider[]): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PartsModule.of(parts),
        TelemetryModule,
        TwinModule,
        ConsortiumModule,
        BatteriesModule,
        LogisticsModule,
        WalletModule,
        TraderModule,
        MarketModule,
        ReputationModule,
        CommitteeModule,
        LearningModule,
      ],
      controllers: [
        HealthController,
        ProblemsController,
        PagesController,
        OwnAccountController,
        AccountsController,
        TransactionsController,
      ],
      providers: [
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_GUARD, useClass: NoBodyGuard },
        { provide: APP_INTERCEPTOR, useClass: AfterBlockInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
    };
  }
}
