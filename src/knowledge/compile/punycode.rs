//! Names of hosts outside ASCII as the network writes them: Punycode, RFC 3492.
//!
//! Crate `idna` brings 200 KB of tables for what nobody writes into a filter list (compatibility
//! forms, names that read both ways); the test holds both together over the letters that lists have.

const BASE: u32 = 36;
const LEAST: u32 = 1;
const MOST: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST: u32 = 0x80;
const FIRST_BIAS: u32 = 72;

/// A host in lower case, label by label; a label that has no such form stays as it is.
pub(super) fn host(host: &str) -> String {
    let labels = host.split('.').map(|label| match encode(label) {
        Some(encoded) if !label.is_ascii() => format!("xn--{encoded}"),
        _ => label.to_owned(),
    });
    labels.collect::<Vec<_>>().join(".")
}

/// Most bytes of a label that are looked at: a name has 63 once it is written.
const LONGEST: usize = 255;

/// RFC 3492, section 6.3.
fn encode(label: &str) -> Option<String> {
    if label.len() > LONGEST {
        return None;
    }
    let mut out = label.chars().filter(char::is_ascii).collect::<String>();
    let plain = out.len() as u32;
    if plain > 0 {
        out.push('-');
    }
    let (mut next, mut delta, mut bias, mut done) = (FIRST, 0_u32, FIRST_BIAS, plain);
    let count = label.chars().count() as u32;
    while done < count {
        let least = label.chars().map(u32::from).filter(|char| *char >= next).min()?;
        delta = delta.checked_add((least - next).checked_mul(done + 1)?)?;
        next = least;
        for char in label.chars().map(u32::from) {
            if char < next {
                delta = delta.checked_add(1)?;
            }
            if char == next {
                write(delta, bias, &mut out);
                bias = adapt(delta, done + 1, done == plain);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        next += 1;
    }
    Some(out)
}

fn write(mut delta: u32, bias: u32, out: &mut String) {
    let mut digit = |digit: u32| out.extend(char::from_digit(digit, 36).map(letters_first));
    for place in (1..).map(|place| BASE * place) {
        let threshold = place.saturating_sub(bias).clamp(LEAST, MOST);
        if delta < threshold {
            return digit(delta);
        }
        digit(threshold + (delta - threshold) % (BASE - threshold));
        delta = (delta - threshold) / (BASE - threshold);
    }
}

/// Digits count from `a`, with `0` behind `z`; [`char::from_digit`] the other way round.
fn letters_first(digit: char) -> char {
    match digit {
        '0'..='9' => (digit as u8 - b'0' + b'a') as char,
        'a'..='p' => (digit as u8 + 10) as char,
        _ => (digit as u8 - b'q' + b'0') as char,
    }
}

fn adapt(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = delta / if first { DAMP } else { 2 };
    delta += delta / count;
    let mut steps = 0;
    while delta > ((BASE - LEAST) * MOST) / 2 {
        delta /= BASE - LEAST;
        steps += BASE;
    }
    steps + (BASE - LEAST + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    #[test]
    fn as_browsers_write_them() {
        for (name, written) in [
            ("bücher.example", "xn--bcher-kva.example"),
            ("реклама.рф", "xn--80aanufhx.xn--p1ai"),
            ("plain.example", "plain.example"),
            ("", ""),
            ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
        ] {
            assert_eq!(super::host(name), written, "{name}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_crate_idna(name in "[a-zäöüéèñа-я]{1,12}\\.[a-z가-힣]{1,6}") {
            prop_assert_eq!(super::host(&name), idna::domain_to_ascii(&name).expect("a name"));
        }
    }
}
