import { Agent } from 'node:http';

/** Runs `work` with connections that are kept between its calls and closed after it. */
export async function withKeptConnections<T>(work: (agent: Agent) => Promise<T>): Promise<T> {
  const agent = new Agent({ keepAlive: true });
  try {
    return await work(agent);
  } finally {
    agent.destroy();
  }
}
