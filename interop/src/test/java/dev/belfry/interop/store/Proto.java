package dev.belfry.interop.store;

import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label.LABEL_OPTIONAL;
import static com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label.LABEL_REPEATED;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The protobuf messages of asynq, from the tables of its format and coded by Google's library, not
 * by Belfry. A message is a map of its fields by name; text is a String, bytes are a String of
 * UTF-8, a time is an Instant, and a field that is not there is not in the map.
 */
public enum Proto {
  TASK(
      "TaskMessage",
      "type:string payload:bytes id:string queue:string retry:int32 retried:int32"
          + " error_msg:string timeout:int64 deadline:int64 unique_key:string"
          + " last_failed_at:int64 retention:int64 completed_at:int64 group_key:string"
          + " headers:strings"),
  SERVER(
      "ServerInfo",
      "host:string pid:int32 server_id:string concurrency:int32 queues:counts"
          + " strict_priority:bool status:string start_time:time active_worker_count:int32"),
  WORKER(
      "WorkerInfo",
      "host:string pid:int32 server_id:string task_id:string task_type:string"
          + " task_payload:bytes queue:string start_time:time deadline:time"),
  ENTRY(
      "SchedulerEntry",
      "id:string spec:string task_type:string task_payload:bytes enqueue_options:list"
          + " next_enqueue_time:time prev_enqueue_time:time"),
  EVENT("SchedulerEnqueueEvent", "task_id:string enqueue_time:time");

  private final Descriptor descriptor;

  /** The fields' numbers are their places, from 1. */
  Proto(String name, String fields) {
    var message = DescriptorProto.newBuilder().setName(name);
    int number = 0;
    for (String field : fields.split(" ", -1)) {
      String[] parts = field.split(":", -1);
      add(message, parts[0], ++number, parts[1]);
    }
    var file =
        FileDescriptorProto.newBuilder()
            .setName(name)
            .setPackage("asynq")
            .setSyntax("proto3")
            .addDependency("google/protobuf/timestamp.proto")
            .addMessageType(message);
    try {
      var timestamps = Timestamp.getDescriptor().getFile();
      descriptor =
          FileDescriptor.buildFrom(file.build(), new FileDescriptor[] {timestamps})
              .findMessageTypeByName(name);
    } catch (DescriptorValidationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static void add(DescriptorProto.Builder message, String name, int number, String type) {
    var field =
        FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setLabel(LABEL_OPTIONAL);
    switch (type) {
      case "time" ->
          field
              .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
              .setTypeName(".google.protobuf.Timestamp");
      case "list" -> field.setType(FieldDescriptorProto.Type.TYPE_STRING).setLabel(LABEL_REPEATED);
      case "strings" -> addMap(message, field, FieldDescriptorProto.Type.TYPE_STRING);
      case "counts" -> addMap(message, field, FieldDescriptorProto.Type.TYPE_INT32);
      default ->
          field.setType(FieldDescriptorProto.Type.valueOf("TYPE_" + type.toUpperCase(Locale.ROOT)));
    }
    message.addField(field);
  }

  /** A map is a list of entries with a key and a value. */
  private static void addMap(
      DescriptorProto.Builder message,
      FieldDescriptorProto.Builder field,
      FieldDescriptorProto.Type value) {
    String name = field.getName();
    String entry = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Entry";
    var type =
        DescriptorProto.newBuilder()
            .setName(entry)
            .setOptions(MessageOptions.newBuilder().setMapEntry(true));
    add(type, "key", 1, "string");
    add(type, "value", 2, value == FieldDescriptorProto.Type.TYPE_STRING ? "string" : "int32");
    message.addNestedType(type);
    field
        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
        .setTypeName(".asynq." + message.getName() + '.' + entry)
        .setLabel(LABEL_REPEATED);
  }

  /** The bytes of a message with these fields. */
  public byte[] encode(Map<String, ?> fields) {
    var message = DynamicMessage.newBuilder(descriptor);
    fields.forEach((name, value) -> {
      FieldDescriptor field = descriptor.findFieldByName(name);
      message.setField(field, encoded(field, value));
    });
    return message.build().toByteArray();
  }

  private static Object encoded(FieldDescriptor field, Object value) {
    if (field.isMapField()) {
      Descriptor entry = field.getMessageType();
      return ((Map<?, ?>) value)
          .entrySet().stream()
              .map(each ->
                  DynamicMessage.newBuilder(entry)
                      .setField(entry.findFieldByNumber(1), each.getKey())
                      .setField(entry.findFieldByNumber(2), each.getValue())
                      .build())
              .toList();
    }
    return switch (field.getType()) {
      case BYTES -> ByteString.copyFrom((String) value, StandardCharsets.UTF_8);
      case INT64 -> ((Number) value).longValue();
      case MESSAGE -> time((Instant) value);
      default -> value;
    };
  }

  private static Timestamp time(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  /** The fields of a message. */
  public Map<String, Object> decode(byte[] bytes) {
    try {
      var fields = new TreeMap<String, Object>();
      DynamicMessage.parseFrom(descriptor, bytes)
          .getAllFields()
          .forEach((field, value) -> fields.put(field.getName(), decoded(field, value)));
      return fields;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Object decoded(FieldDescriptor field, Object value) {
    if (field.isMapField()) {
      var map = new TreeMap<String, Object>();
      for (Object entry : (Collection<?>) value) {
        map.put((String) part(entry, 1), part(entry, 2));
      }
      return map;
    }
    return switch (field.getType()) {
      case BYTES -> ((ByteString) value).toStringUtf8();
      case MESSAGE -> Instant.ofEpochSecond((long) part(value, 1), (int) part(value, 2));
      case STRING -> field.isRepeated() ? List.copyOf((Collection<?>) value) : value;
      default -> value;
    };
  }

  private static Object part(Object message, int number) {
    var whole = (Message) message;
    return whole.getField(whole.getDescriptorForType().findFieldByNumber(number));
  }
}
