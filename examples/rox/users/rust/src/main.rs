//! Converts charts to every format and back. usage: convert OUTPUT_FOLDER CHART...

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use rox::{Chart, EncodeFileOptions, Format};

const FORMATS: [Format; 4] = [Format::Osu, Format::Quaver, Format::Stepmania, Format::Rox];

/// Writes a chart in every format, reads each file back and returns how many came back equal.
fn convert(chart: &Chart, target: &Path) -> rox::Result<usize> {
    let mut equal = 0;
    for format in FORMATS {
        let path = target.with_extension(rox::extension(format)?.trim_start_matches('.'));
        let options = EncodeFileOptions {
            format: Some(format),
            ..Default::default()
        };
        rox::encode_file_with(chart, &path, options)?;
        equal += usize::from(rox::decode_file(&path)? == *chart);
    }
    Ok(equal)
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let start = Instant::now();
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let folder = arguments
        .next()
        .ok_or("usage: convert OUTPUT_FOLDER CHART...")?;
    let (mut charts, mut notes, mut equal) = (0, 0, 0);
    for path in arguments {
        let chart = rox::decode_file(&path)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        charts += 1;
        notes += chart.len();
        equal += convert(&chart, &folder.join(format!("{name}-rust")))?;
    }

    match rox::decode_with_text_format("this is no chart") {
        Err(rox::Error::UnknownFormat(error)) => println!("refused, as it should be: {error}"),
        _ => return Err("a text that is no chart was read as one".into()),
    }

    let milliseconds = start.elapsed().as_millis();
    println!("{charts} charts, {notes} notes, {equal} conversions equal, {milliseconds} ms");
    Ok(if equal == charts * FORMATS.len() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
