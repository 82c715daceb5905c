import { Agent } from 'undici';

/** Most connections to one subgraph; requests beyond that wait their turn. */
const MOST_CONNECTIONS = 128;
/** Largest answer of a subgraph, in bytes. */
const LARGEST_ANSWER = 64 * 1024 * 1024;
/** Documents are handed on while they come, as large as they may be. */
const ANY_SIZE = -1;

/** The keep-alive connections to the subgraphs: one agent each, so that a slow one cannot starve the others. */
export class SubgraphConnections {
  private readonly agents = new Map<string, Agent>();

  /** The agent of a subgraph. */
  agentOf(subgraph: string): Agent {
    return this.agent(subgraph, LARGEST_ANSWER);
  }

  /** The agent by which the documents of a service come: what is kept of them is a few pieces, not the whole. */
  documentsOf(subgraph: string): Agent {
    return this.agent(`documents of ${subgraph}`, ANY_SIZE);
  }

  /** Closes every connection; requests under way fail. */
  async close(): Promise<void> {
    await Promise.all([...this.agents.values()].map((agent) => agent.destroy()));
  }

  private agent(subgraph: string, maxResponseSize: number): Agent {
    let agent = this.agents.get(subgraph);
    if (!agent) {
      agent = new Agent({
        connections: MOST_CONNECTIONS,
        // A server must keep a connection longer than its client does, or a request meets a closed one; Node keeps 5 s.
        keepAliveTimeout: 4_000,
        connect: { timeout: 2_000 },
        maxResponseSize,
      });
      this.agents.set(subgraph, agent);
    }
    return agent;
  }
}
