package dev.belfry.service.internal.config;

import dev.belfry.service.config.Default;
import dev.belfry.service.config.Inline;
import dev.belfry.service.config.Key;
import dev.belfry.service.config.NoEffect;
import dev.belfry.service.config.Range;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a record class accepts.
 *
 * @param type the class
 * @param constructor its canonical constructor
 * @param slots its components, in order
 * @param keys all keys by their lower-case form, those of inlined records included
 * @param warned keys without effect that are worth a warning, in lower case
 * @param silent keys without effect, in lower case
 */
record RecordShape(
    Class<?> type,
    Constructor<?> constructor,
    List<Slot> slots,
    Map<String, Slot> keys,
    Set<String> warned,
    Set<String> silent) {

  /**
   * One component.
   *
   * @param key its key as a file would write it
   * @param type its type
   * @param defaultText the text of its default
   * @param nullable whether it may be absent
   * @param range the numbers accepted
   * @param inline the shape of the record whose keys stand among ours
   */
  record Slot(
      String key,
      Type type,
      @Nullable String defaultText,
      boolean nullable,
      @Nullable Range range,
      @Nullable RecordShape inline) {

    boolean required() {
      return defaultText == null && !nullable;
    }
  }

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return read(type);
        }
      };

  /**
   * The shape of a record class.
   *
   * @throws IllegalArgumentException if it is none, or cannot be built from a file
   */
  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private static RecordShape read(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw new IllegalArgumentException(type.getName() + " is no record");
    }
    List<Slot> slots = new ArrayList<>();
    Map<String, Slot> keys = new LinkedHashMap<>();
    Set<String> warned = new LinkedHashSet<>();
    Set<String> silent = new LinkedHashSet<>();
    NoEffect noEffect = type.getAnnotation(NoEffect.class);
    if (noEffect != null) {
      Arrays.stream(noEffect.value()).map(RecordShape::lower).forEach(warned::add);
      Arrays.stream(noEffect.harmless()).map(RecordShape::lower).forEach(silent::add);
    }
    for (RecordComponent component : components) {
      Slot slot = slot(component);
      slots.add(slot);
      RecordShape inline = slot.inline();
      if (inline == null) {
        addKey(type, keys, slot);
      } else {
        inline.keys().values().forEach(inner -> addKey(type, keys, inner));
        warned.addAll(inline.warned());
        silent.addAll(inline.silent());
      }
    }
    return new RecordShape(type, constructor(type, components), slots, keys, warned, silent);
  }

  private static void addKey(Class<?> type, Map<String, Slot> keys, Slot slot) {
    if (keys.put(lower(slot.key()), slot) != null) {
      throw new IllegalArgumentException(
          type.getName() + " has the key " + slot.key() + " twice, look at its @Inline components");
    }
  }

  private static Slot slot(RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    Default def = component.getAnnotation(Default.class);
    boolean inline = component.isAnnotationPresent(Inline.class);
    return new Slot(
        key == null ? capitalized(component.getName()) : key.value(),
        component.getGenericType(),
        def == null ? null : def.value(),
        component.getAnnotatedType().isAnnotationPresent(Nullable.class),
        component.getAnnotation(Range.class),
        inline ? of(component.getType()) : null);
  }

  private static Constructor<?> constructor(Class<?> type, RecordComponent[] components) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    } catch (InaccessibleObjectException e) {
      throw new IllegalArgumentException(
          "module-info.java must say: opens %s to dev.belfry.service;"
              .formatted(type.getPackageName()),
          e);
    }
  }

  private static String capitalized(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  static String lower(String key) {
    return key.toLowerCase(Locale.ROOT);
  }
}
