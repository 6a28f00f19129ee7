import type { ServiceConfig, ServiceConfigs } from '@voxlane/speech';
import { describe, expect, it } from 'vitest';
import { knownServices } from './known-services.ts';

/** Services of which only the name is looked at. */
const SERVICES = { qwen: { id: 'qwen' }, vibevoice: { id: 'vibevoice' } } as unknown as ServiceConfigs;

describe('the services of a request', () => {
  it('are asked for their catalogs once each, and only where they are to speak', async () => {
    const asked: string[] = [];
    const serviceWith = async (service: ServiceConfig) => {
      asked.push(service.id);
      return { ...service, apiKey: 'told' };
    };
    const known = await knownServices(SERVICES, ['qwen', 'qwen'], { serviceWith });
    expect([asked, known.qwen.apiKey, known.vibevoice.apiKey]).toEqual([['qwen'], 'told', undefined]);
    expect(SERVICES.qwen.apiKey).toBeUndefined();
  });
});
