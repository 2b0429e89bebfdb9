//! Things that are told once and named by their numbers from there on.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashMap;
use std::hash::Hash;

/// Things that are numbered in the order in which they are named. Those that were read are named no more, only told.
pub(super) struct Numbers<T> {
    numbers: HashMap<T, u32>,
    pub all: Vec<T>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self { numbers: HashMap::new(), all: Vec::new() }
    }
}

impl<T: Clone + Eq + Hash> Numbers<T> {
    pub fn of(&mut self, thing: &T) -> u32 {
        if let Some(number) = self.numbers.get(thing) {
            return *number;
        }
        let number = number(self.all.len());
        self.numbers.insert(thing.clone(), number);
        self.all.push(thing.clone());
        number
    }
}

impl<T> Numbers<T> {
    pub fn get(&self, number: u32) -> Option<&T> {
        self.all.get(number as usize)
    }
}

impl<T: Serialize> Serialize for Numbers<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.all.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Numbers<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { numbers: HashMap::new(), all: Vec::deserialize(deserializer)? })
    }
}

/// No history has so many commits, and no record so many versions, that a number could be larger.
pub(super) fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
