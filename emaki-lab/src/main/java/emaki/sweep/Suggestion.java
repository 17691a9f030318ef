package emaki.sweep;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What someone may have meant who mistyped a name. */
final class Suggestion {
  private Suggestion() {}

  /** {@code did you mean sigma?}, or all names where none is near. */
  static String hint(@Nullable String typed, List<String> known) {
    String word = typed == null ? "" : typed;
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(word, name)))
        .filter(name -> distance(word, name) <= Math.max(1, Math.min(3, name.length() / 2)))
        .map(name -> "did you mean " + name + "?")
        .orElse("there are " + String.join(", ", known));
  }

  /** Levenshtein's distance: letters to insert, delete or replace. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
