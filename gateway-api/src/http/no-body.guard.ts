// SPDX-License-Identifier: Apache-2.0
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.js';

/** Refuses members of a body that a route does not read, as its schema would where it does. */
@Injectable()
export class NoBodyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { body } = context.switchToHttp().getRequest<FastifyRequest>();
    const members = typeof body === 'object' ? Object.keys(body ?? {}) : ['']; // what is no object has no members to name
    if (body === undefined || members.length === 0 || readsBody(context)) {
      return true;
    }
    throw new Problem('INVALID_INPUT', 'this resource takes no body', {
      errors: members.map((name) => ({ pointer: name === '' ? '' : `/${name}`, rule: 'there is no such field' })),
    });
  }
}

/** Nest keeps a handler's decorated parameters as `<type>:<index>` beside the method. */
function readsBody(context: ExecutionContext): boolean {
  const parameters = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) as
    Readonly<Record<string, unknown>> | undefined;
  return Object.keys(parameters ?? {}).some((key) => key.startsWith(`${RouteParamtypes.BODY}:`));
}
