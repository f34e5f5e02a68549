//! The reliability plot as SVG: what was stated against what was right.

use std::fmt::Write;

use super::Calibration;

/// The reliability plot. Each dot is a tenth of stated probability, its area the share of answers in it.
#[must_use]
pub fn reliability_plot(calibration: &Calibration) -> String {
    let answers: u32 = calibration.bins.iter().map(|bin| bin.answers).sum();
    let (x, y) = (|p: f64| 40.0 + 300.0 * p, |p: f64| 320.0 - 300.0 * p);
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 360 360\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"360\" height=\"360\" fill=\"#fff\"/>\n\
         <path d=\"M40 20V320H340\" fill=\"none\" stroke=\"#888\"/>\n\
         <path d=\"M40 320L340 20\" stroke=\"#bbb\" stroke-dasharray=\"4\"/>\n\
         <text x=\"190\" y=\"350\" text-anchor=\"middle\">stated</text>\n\
         <text x=\"16\" y=\"170\" text-anchor=\"middle\" transform=\"rotate(-90 16 170)\">right</text>\n",
    );
    for tenth in [0.0, 0.5, 1.0] {
        let _ = writeln!(svg, "<text x=\"{:.0}\" y=\"335\" text-anchor=\"middle\">{tenth}</text>", x(tenth));
    }
    for bin in calibration.bins.iter().filter(|bin| bin.answers > 0) {
        let share = f64::from(bin.answers) / f64::from(answers.max(1));
        let (x, y, r) = (x(bin.stated), y(bin.right), 2.0 + 20.0 * libm::sqrt(share));
        let _ = writeln!(
            svg,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r:.1}\" fill=\"#2563eb\" fill-opacity=\"0.6\"/>"
        );
    }
    svg + "</svg>\n"
}
