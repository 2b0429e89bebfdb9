import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds papers against PDF/A-2a and PDF/UA-1: a line for each that fails, and exit code 1. */
class Held {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean fine = true;
        for (String file : files) {
            for (PDFAFlavour flavour : new PDFAFlavour[] {PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1}) {
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour);
                        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                    ValidationResult result = validator.validate(parser);
                    if (!result.isCompliant()) {
                        fine = false;
                        System.out.println(file + ": " + flavour.getId());
                        for (TestAssertion said : result.getTestAssertions()) {
                            System.out.println("  " + said.getRuleId().getClause() + " " + said.getMessage() + " " + said.getLocation().getContext());
                        }
                    }
                }
            }
        }
        System.out.println(files.length + " held");
        System.exit(fine ? 0 : 1);
    }
}
