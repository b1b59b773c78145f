import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints for each flavour and file what veraPDF finds: arguments are pairs FLAVOUR FILE, as "3a report.pdf". */
class Conformance {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    boolean compliant = true;
    for (int i = 0; i < arguments.length; i += 2) {
      PDFAFlavour flavour = PDFAFlavour.fromString(arguments[i]);
      try (FileInputStream file = new FileInputStream(arguments[i + 1]);
          PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
          PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
        ValidationResult result = validator.validate(parser);
        compliant &= result.isCompliant();
        System.out.printf(
            "%s %s %s (%d checks)%n", arguments[i], arguments[i + 1], result.isCompliant() ? "conforms" : "FAILS",
            result.getTotalAssertions());
        int told = 0;
        for (TestAssertion assertion : result.getTestAssertions()) {
          if (assertion.getStatus() == TestAssertion.Status.FAILED && told++ < 10) {
            System.out.printf("  %s: %s%n    %s%n", assertion.getRuleId(), assertion.getMessage(), assertion.getLocation());
          }
        }
      }
    }
    System.exit(compliant ? 0 : 1);
  }
}
