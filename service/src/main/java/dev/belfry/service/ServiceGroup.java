package dev.belfry.service;

/** Starts services together and stops them together. */
public interface ServiceGroup {}
