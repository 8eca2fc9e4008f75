//! Ce qui est lu d'un texte et pas encore traité : jamais plus de [`MAX_CHUNK`] octets.

use std::io::{self, Read};

use crate::chunks::{ChunkError, Cut, MAX_CHUNK};

/// Une fenêtre sur un texte.
#[derive(Debug)]
pub(crate) struct Window<R> {
    reader: R,
    pending: Vec<u8>,
    ended: bool,
    offset: u64,
    line: u64,
}

impl<R: Read> Window<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self {
            reader,
            pending: Vec::new(),
            ended: false,
            offset: 0,
            line: 1,
        }
    }

    /// Le numéro, depuis 1, de la première ligne de la fenêtre.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Lit jusqu'à `length` octets, ou une ligne si l'on coupe à chaque ligne, ou la fin.
    pub(crate) fn fill(&mut self, cut: Cut, length: usize) -> Result<(), ChunkError> {
        let length = length.min(MAX_CHUNK);
        let has_line = |bytes: &[u8]| cut == Cut::Line && bytes.contains(&b'\n');
        let mut ready = has_line(&self.pending);
        while !ready && !self.ended && self.pending.len() < length {
            let before = self.pending.len();
            self.pending.resize(length, 0);
            let read = self.reader.read(&mut self.pending[before..]);
            self.pending.truncate(before + *read.as_ref().unwrap_or(&0));
            match read {
                Ok(0) => self.ended = true,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(ChunkError::Read(error)),
                Ok(_) => ready = has_line(&self.pending[before..]),
            }
        }
        Ok(())
    }

    /// Le texte qui est là, au plus `longest` octets, sans couper de caractère.
    pub(crate) fn text(&self, longest: usize) -> Result<&str, ChunkError> {
        let bytes = &self.pending[..self.pending.len().min(longest)];
        let error = match str::from_utf8(bytes) {
            Ok(text) => return Ok(text),
            Err(error) => error,
        };
        let valid = &bytes[..error.valid_up_to()];
        // Un caractère incomplet au bout de la fenêtre a sa suite plus loin, sauf à la fin.
        let has_more = bytes.len() < self.pending.len() || !self.ended;
        match str::from_utf8(valid) {
            Ok(text) if error.error_len().is_none() && has_more => Ok(text),
            _ => Err(ChunkError::NotUtf8 {
                offset: self.offset + valid.len() as u64,
                line: self.line + count_lines(valid),
            }),
        }
    }

    /// Le texte finit-il après ces `length` octets ?
    pub(crate) fn is_last(&self, length: usize) -> bool {
        self.ended && length == self.pending.len()
    }

    /// Retire de la fenêtre ses `length` premiers octets, qui sont du texte.
    pub(crate) fn take(&mut self, length: usize) -> String {
        let rest = self.pending.split_off(length);
        let bytes = std::mem::replace(&mut self.pending, rest);
        self.offset += length as u64;
        self.line += count_lines(&bytes);
        String::from_utf8(bytes).expect("`text` a vérifié ces octets")
    }
}

fn count_lines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&byte| byte == b'\n').count() as u64
}
