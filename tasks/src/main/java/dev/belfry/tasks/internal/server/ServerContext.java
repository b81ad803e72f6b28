package dev.belfry.tasks.internal.server;

import dev.belfry.tasks.internal.loop.ProcessIdentity;
import dev.belfry.tasks.internal.loop.RedisContact;
import dev.belfry.tasks.internal.redis.TaskBroker;

/** What all duties of one server share. */
record ServerContext(
    ServerSettings settings,
    TaskBroker broker,
    RedisContact contact,
    HeldRuns held,
    ProcessIdentity identity) {}
