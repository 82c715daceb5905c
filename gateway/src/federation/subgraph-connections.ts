import { Agent } from 'undici';

/** Most connections to one subgraph; requests beyond that wait their turn. */
const MOST_CONNECTIONS = 128;
/** Largest answer of a subgraph, in bytes. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

/** The keep-alive connections to the subgraphs: one agent each, so that a slow one cannot starve the others. */
export class SubgraphConnections {
  private readonly agents = new Map<string, Agent>();

  /** The agent of a subgraph. */
  agentOf(subgraph: string): Agent {
    let agent = this.agents.get(subgraph);
    if (!agent) {
      agent = new Agent({
        connections: MOST_CONNECTIONS,
        // A server must keep a connection longer than its client does, or a request meets a closed one; Node keeps 5 s.
        keepAliveTimeout: 4_000,
        connect: { timeout: 2_000 },
        maxResponseSize: LARGEST_ANSWER,
      });
      this.agents.set(subgraph, agent);
    }
    return agent;
  }

  /** Closes every connection; requests under way fail. */
  async close(): Promise<void> {
    await Promise.all([...this.agents.values()].map((agent) => agent.destroy()));
  }
}
